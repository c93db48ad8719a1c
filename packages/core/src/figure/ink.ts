/** The few tones of a figure's text and lines. */
export const ink = { strong: '#16181d', soft: '#5a606b', axis: '#8b919c', hairline: '#d3d6db', grid: '#e9ebee' } as const;
