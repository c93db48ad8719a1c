import type { PictureInfo } from '../worker/picture-info.js';

/** What the viewer knows of the picture that it shows. */
export interface ViewedPicture {
  /** Another for another picture: the view then begins anew. */
  readonly key: number;
  readonly name: string;
  readonly info: PictureInfo;
}
