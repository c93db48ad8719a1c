import { oneOf } from '@cleargrain/core';
import { type DeviceChoice, deviceChoices } from '@cleargrain/node';

/**
 * Reads an option's value as the name of a device.
 * @throws RangeError when it is none.
 */
export function deviceOption(text: string): DeviceChoice {
  return oneOf('device', text, deviceChoices);
}
