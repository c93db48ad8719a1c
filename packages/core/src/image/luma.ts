/**
 * The weights of red, green and blue in luma: Rec. 601, with the digits of MATLAB's rgb2gray (0.2989, 0.5870, 0.1140 when
 * rounded), which the field's grey pictures are made with. They sum to 1, so white stays white.
 */
export const luma = { red: 0.298936021293775, green: 0.587043074451121, blue: 0.114020904255103 } as const;
