import { useRef } from 'preact/hooks';

export interface FileButtonProps {
  readonly children: string;
  readonly onFiles: (files: File[]) => void;
  readonly multiple?: boolean;
  readonly folder?: boolean;
  readonly camera?: boolean;
  readonly primary?: boolean;
}

/** A button that asks for picture files, for a folder of them, or for the camera. */
export function FileButton({ children, onFiles, multiple = false, folder = false, camera = false, primary = false }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={primary ? 'primary' : ''} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        class="hidden"
        type="file"
        accept="image/*"
        aria-label={children}
        tabIndex={-1}
        multiple={multiple}
        {...(folder && { webkitdirectory: true })}
        {...(camera && { capture: 'environment' })}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])].filter(({ type }) => type.startsWith('image/'));
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
