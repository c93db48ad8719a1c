import { useEffect, useState } from 'preact/hooks';

/** Takes pictures that are dropped on the page or pasted into it; returns whether something is held over it. */
export function useDrop(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const pictures = (list: FileList | undefined) => [...(list ?? [])].filter(({ type }) => type.startsWith('image/'));
    const take = (files: File[]) => {
      if (files.length > 0) onFiles(files);
    };
    const hold = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take(pictures(event.dataTransfer?.files));
    };
    const paste = (event: ClipboardEvent) => take(pictures(event.clipboardData?.files));
    addEventListener('dragover', hold);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('dragover', hold);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
      removeEventListener('paste', paste);
    };
  }, [onFiles]);
  return over;
}
