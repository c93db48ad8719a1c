/** Where a picture stands in a pane: screen pixels per picture pixel, and the picture's point in the middle of the pane. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const isSameView = (a: View, b: View): boolean => a.scale === b.scale && a.x === b.x && a.y === b.y;

const largestScale = 32;

/** The scale at which the whole picture is seen; small pictures are not made larger than twice. */
export function fitScale(picture: Size, pane: Size): number {
  return Math.min(2, pane.width / picture.width, pane.height / picture.height);
}

export function fitView(picture: Size, pane: Size): View {
  return { scale: fitScale(picture, pane), x: picture.width / 2, y: picture.height / 2 };
}

/** The view with its middle kept where the picture is seen. */
function within(view: View, picture: Size, pane: Size): View {
  const along = (value: number, length: number, seen: number) =>
    seen >= length ? length / 2 : Math.min(length - seen / 2, Math.max(seen / 2, value));
  return {
    scale: view.scale,
    x: along(view.x, picture.width, pane.width / view.scale),
    y: along(view.y, picture.height, pane.height / view.scale),
  };
}

/** The view after a move by screen pixels. */
export function pan(view: View, dx: number, dy: number, picture: Size, pane: Size): View {
  return within({ ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale }, picture, pane);
}

/** The view at another scale, the picture's point below (`atX`, `atY`) of the pane staying there. */
export function zoom(view: View, scale: number, atX: number, atY: number, picture: Size, pane: Size): View {
  const bounded = Math.min(largestScale, Math.max(Math.min(1, fitScale(picture, pane)), scale));
  const [dx, dy] = [atX - pane.width / 2, atY - pane.height / 2];
  return within({ scale: bounded, x: view.x + dx / view.scale - dx / bounded, y: view.y + dy / view.scale - dy / bounded }, picture, pane);
}

/** The picture's pixel below a point of the pane; undefined beside the picture. */
export function pixelAt(view: View, atX: number, atY: number, picture: Size, pane: Size): { x: number; y: number } | undefined {
  const x = Math.floor(view.x + (atX - pane.width / 2) / view.scale);
  const y = Math.floor(view.y + (atY - pane.height / 2) / view.scale);
  return x >= 0 && y >= 0 && x < picture.width && y < picture.height ? { x, y } : undefined;
}

/** The part of the picture that is seen, in whole pixels. */
export function visibleRegion(view: View, picture: Size, pane: Size): { x: number; y: number; width: number; height: number } {
  const left = Math.max(0, Math.floor(view.x - pane.width / 2 / view.scale));
  const top = Math.max(0, Math.floor(view.y - pane.height / 2 / view.scale));
  const right = Math.min(picture.width, Math.ceil(view.x + pane.width / 2 / view.scale));
  const bottom = Math.min(picture.height, Math.ceil(view.y + pane.height / 2 / view.scale));
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}
