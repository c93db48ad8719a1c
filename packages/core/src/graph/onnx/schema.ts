// Field numbers and codes of ONNX's protocol buffer schema (onnx.proto3, IR version 8), as far as we use it.
export const irVersion = 8;
export const operatorSet = 17;

export const modelField = { irVersion: 1, producerName: 2, graph: 7, operatorSet: 8, metadata: 14 } as const;
export const operatorSetField = { domain: 1, version: 2 } as const;
export const metadataField = { key: 1, value: 2 } as const;
export const graphField = { node: 1, name: 2, initializer: 5, input: 11, output: 12, value: 13 } as const;
export const nodeField = { input: 1, output: 2, name: 3, operation: 4, attribute: 5, domain: 7 } as const;
export const attributeField = { name: 1, integer: 3, text: 4, integers: 8, type: 20 } as const;
export const attributeType = { integer: 2, text: 3, integers: 7 } as const;
export const tensorField = { dimensions: 1, type: 2, floats: 4, name: 8, raw: 9 } as const;
export const elementType = { float32: 1, uint8: 2, uint16: 4, int64: 7, float16: 10 } as const;
export const valueField = { name: 1, type: 2 } as const;
export const typeField = { tensor: 1 } as const;
export const tensorTypeField = { elementType: 1, shape: 2 } as const;
export const shapeField = { dimension: 1 } as const;
export const dimensionField = { value: 1, symbol: 2 } as const;
