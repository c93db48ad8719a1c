/** How a line of text looks. */
export interface TextStyle {
  /** Height of the type in pixels (the em). */
  readonly size: number;
  /** How thick the strokes are. */
  readonly weight: 'regular' | 'bold';
}

/** Where a line of text stands, and how it looks. */
export interface TextPlacement extends TextStyle {
  /** Of the anchor, in pixels. */
  readonly x: number;
  /** Of the baseline, in pixels. */
  readonly y: number;
  /** Which part of the line stands at the given place. */
  readonly anchor: 'start' | 'middle' | 'end';
  /** Any CSS colour. */
  readonly color: string;
  /** Turned about the anchor, in degrees, clockwise. Default 0. */
  readonly turn?: number;
}

/** What draws and measures the text of a figure: outlines of a font, so that it looks the same everywhere, or plain text. */
export interface Typeface {
  /** An SVG fragment that shows the text. */
  draw(text: string, placement: TextPlacement): string;
  /** The width of the text in pixels. */
  measure(text: string, style: TextStyle): number;
}
