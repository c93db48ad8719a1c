import { useEffect, useRef, useState } from 'preact/hooks';
import { FileButton } from './file-button.js';
import { reasonOf } from './reason-of.js';

/** A button that takes a photo: with the camera app where there is a finger, else with the camera in a dialog of the page. */
export function CameraButton({ onFiles }: { readonly onFiles: (files: File[]) => void }) {
  const [open, setOpen] = useState(false);
  const devices: MediaDevices | undefined = globalThis.navigator?.mediaDevices;
  if (devices === undefined || matchMedia('(pointer: coarse)').matches) {
    return (
      <FileButton onFiles={onFiles} camera>
        Take a photo
      </FileButton>
    );
  }
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Take a photo
      </button>
      {open && <CameraDialog devices={devices} onFile={(file) => onFiles([file])} onClose={() => setOpen(false)} />}
    </>
  );
}

interface CameraDialogProps {
  readonly devices: MediaDevices;
  readonly onFile: (file: File) => void;
  readonly onClose: () => void;
}

function CameraDialog({ devices, onFile, onClose }: CameraDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<string>();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    dialog.current!.showModal();
    let stream: MediaStream | undefined;
    let closed = false;
    const start = async () => {
      try {
        stream = await devices.getUserMedia({ video: { width: { ideal: 4096 }, height: { ideal: 3072 } } });
        if (closed) stop();
        else if (video.current !== null) video.current.srcObject = stream;
      } catch (error) {
        setProblem(`The camera cannot be used: ${reasonOf(error)}`);
      }
    };
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    void start();
    return () => {
      closed = true;
      stop();
    };
  }, [devices]);
  const take = async () => {
    const { videoWidth: width, videoHeight: height } = video.current!;
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')!.drawImage(video.current!, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    onFile(new File([blob], 'photo.png', { type: 'image/png' }));
    onClose();
  };
  return (
    <dialog ref={dialog} class="camera" onClose={onClose} aria-label="Camera">
      {problem === undefined ? (
        <video ref={video} autoplay playsInline muted onLoadedData={() => setReady(true)} />
      ) : (
        <p class="wrong">{problem}</p>
      )}
      <div class="buttons">
        <button type="button" class="primary" disabled={!ready} onClick={() => void take()}>
          Take the picture
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </dialog>
  );
}
