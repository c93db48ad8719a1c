import { CameraButton } from '../page/camera-button.js';
import { FileButton } from '../page/file-button.js';
import { type SampleName, sampleNames } from '../samples.js';

export interface WelcomeProps {
  readonly onFiles: (files: File[]) => void;
  readonly onSample: (name: SampleName) => void;
}

/** What the page shows before there is a picture. */
export function Welcome({ onFiles, onSample }: WelcomeProps) {
  return (
    <div class="welcome">
      <h1>Drop a noisy picture here</h1>
      <p>It is cleaned in this tab by a small neural network. Nothing is uploaded: the page makes no request but for its own files.</p>
      <div class="buttons">
        <FileButton onFiles={onFiles} multiple primary>
          Choose pictures
        </FileButton>
        <FileButton onFiles={onFiles} folder>
          Choose a folder
        </FileButton>
        <CameraButton onFiles={onFiles} />
      </div>
      <p class="hint">Or paste one. Or try a sample, to which noise is added:</p>
      <ul class="samples">
        {sampleNames.map((name) => (
          <li key={name}>
            <button type="button" onClick={() => onSample(name)}>
              <img src={`samples/${name}.png`} alt="" width={160} height={120} />
              <span>{name}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="hint">
        The models tell apart white noise, as scans, sensors before processing and papers have it, and the noise of photographs as cameras
        and phones write them; each has a network of its own.
      </p>
    </div>
  );
}
