import { useEffect, useState } from 'preact/hooks';
import { droppedFiles } from './dropped-files.js';
import { isPicture } from './is-picture.js';
import { notPictures } from './not-pictures.js';
import { reasonOf } from './reason-of.js';

export interface DropActions {
  /** Pictures were dropped on the page, or pasted into it. */
  readonly onFiles: (files: File[]) => void;
  /** They were dropped on an element with this name as its `data-drop`. */
  readonly onTarget?: (target: string, files: File[]) => void;
  /** What came is no picture, or cannot be read. */
  readonly onProblem?: (message: string) => void;
}

/** Takes pictures, and folders of them, that are dropped on the page or pasted into it; returns whether something is held over it. */
export function useDrop({ onFiles, onTarget, onProblem }: DropActions): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const take = async (data: DataTransfer | null, target?: string) => {
      const { files, fromFolder, problems } = await droppedFiles(data);
      const pictures = files.filter(isPicture);
      if (pictures.length > 0) {
        if (target !== undefined && onTarget !== undefined) onTarget(target, pictures);
        else onFiles(pictures);
      }
      // After the pictures: taking them clears what was said before.
      const [problem = notPictures(files, fromFolder)] = problems;
      if (problem !== undefined) onProblem?.(problem);
    };
    const receive = (data: DataTransfer | null, target?: string) => void take(data, target).catch((error) => onProblem?.(reasonOf(error)));
    const hold = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop]') : null;
      receive(event.dataTransfer, element?.dataset.drop);
    };
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData?.files.length) receive(event.clipboardData);
    };
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
  }, [onFiles, onTarget, onProblem]);
  return over;
}
