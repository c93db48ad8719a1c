import { useRef } from 'preact/hooks';
import { isPicture } from './is-picture.js';

export interface FileButtonProps {
  readonly children: string;
  readonly onFiles: (files: File[]) => void;
  readonly multiple?: boolean;
  readonly folder?: boolean;
  readonly camera?: boolean;
  readonly primary?: boolean;
  /** Extensions of files other than pictures. Default: pictures. */
  readonly accept?: string;
}

const pictures = 'image/*,.tif,.tiff,.avif';

/** A button that asks for files, pictures unless said otherwise, for a folder of them, or for the camera. */
export function FileButton(props: FileButtonProps) {
  const { children, onFiles, multiple = false, folder = false, camera = false, primary = false, accept } = props;
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
        accept={accept ?? pictures}
        aria-label={children}
        tabIndex={-1}
        multiple={multiple}
        {...(folder && { webkitdirectory: true })}
        {...(camera && { capture: 'environment' })}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])].filter((file) => accept !== undefined || !folder || isPicture(file));
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
