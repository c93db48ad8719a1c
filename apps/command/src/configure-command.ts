import { type Command, InvalidArgumentError, type Option } from 'commander';
import { oneLine } from './terminal/one-line.js';

/** Commander's message as one line of ours; its suggestion for a misspelt name stands on a line of its own. */
function rephrase(text: string): string {
  return `cleargrain: ${oneLine(
    text
      .trimEnd()
      .replace(/^error: /, '')
      .replace(/\n\(Did/, ' (Did'),
  )}\n`;
}

/** An option with one value that is given twice is a mistake: one of the values would be left out silently. */
function refuseRepetition(option: Option): void {
  if (option.variadic || !(option.required || option.optional)) return;
  let given = false;
  option.argParser((value: string) => {
    if (given) throw new InvalidArgumentError('Expected the option once, received it twice.');
    given = true;
    return value;
  });
}

/** How this command and those below it take mistakes: as an error thrown, after one line on stderr. */
export function configureCommand(command: Command): void {
  command.exitOverride().configureOutput({ outputError: (text, write) => write(rephrase(text)) });
  command.options.forEach(refuseRepetition);
  command.commands.forEach(configureCommand);
}
