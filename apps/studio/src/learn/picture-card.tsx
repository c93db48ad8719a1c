import { Pixels } from '../page/pixels.js';
import type { ShownImage } from '../worker/learn-types.js';

export interface PictureCardProps {
  readonly name: string;
  readonly thumbnail: ShownImage | undefined;
  /** What becomes of it, in words. */
  readonly role: string;
  readonly disabled: boolean;
  /** Makes it the picture that is tested on; missing where it is that already. */
  readonly onTest?: () => void;
  /** Takes it out; missing where it is the only one. */
  readonly onRemove?: () => void;
}

/** One picture of the exercise. */
export function PictureCard({ name, thumbnail, role, disabled, onTest, onRemove }: PictureCardProps) {
  return (
    <li class={onTest === undefined ? 'chosen' : ''}>
      {thumbnail && <Pixels image={thumbnail} label={`${name} in small`} />}
      <div>
        <strong>{name}</strong>
        <small>{role}</small>
        <div class="buttons">
          {onTest && (
            <button type="button" disabled={disabled} aria-label={`Test on it: ${name}`} onClick={onTest}>
              Test on it
            </button>
          )}
          {onRemove && (
            <button type="button" class="icon" disabled={disabled} aria-label={`Take out ${name}`} onClick={onRemove}>
              ×
            </button>
          )}
        </div>
      </div>
    </li>
  );
}
