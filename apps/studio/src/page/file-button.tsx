import { useRef, useState } from 'preact/hooks';
import { isPicture } from './is-picture.js';
import { notPictures } from './not-pictures.js';

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
  const [problem, setProblem] = useState<string>();
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
          const chosen = [...(event.currentTarget.files ?? [])];
          const files = accept === undefined ? chosen.filter(isPicture) : chosen;
          event.currentTarget.value = '';
          setProblem(accept === undefined ? notPictures(chosen, folder) : undefined);
          if (files.length > 0) onFiles(files);
        }}
      />
      {problem !== undefined && (
        <p class="wrong" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
