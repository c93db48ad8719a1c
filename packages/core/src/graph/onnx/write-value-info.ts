import type { ProtobufWriter } from './protobuf-writer.js';
import * as schema from './schema.js';

/** Writes name, element type and shape of an input or output; a dimension that is not fixed has its name in place of a number. */
export function writeValueInfo(writer: ProtobufWriter, name: string, elementType: number, shape: readonly (number | string)[]): void {
  const { valueField, typeField, tensorTypeField, shapeField, dimensionField } = schema;
  writer.text(valueField.name, name).message(valueField.type, (type) =>
    type.message(typeField.tensor, (tensor) =>
      tensor.integer(tensorTypeField.elementType, elementType).message(tensorTypeField.shape, (dimensions) => {
        for (const size of shape) {
          dimensions.message(shapeField.dimension, (dimension) =>
            typeof size === 'number' ? dimension.integer(dimensionField.value, size) : dimension.text(dimensionField.symbol, size),
          );
        }
      }),
    ),
  );
}
