import { Command } from 'commander';
import type { ShowModelOptions } from '../models/show-model.js';
import type { Act } from '../program.js';

/** `cleargrain models`: what ships. */
export function modelsCommand(act: Act): Command {
  const models = new Command('models')
    .description('the models that ship: size, compute, figures')
    .option('--json', 'print one JSON document on stdout');
  const list = (options: { readonly json?: boolean }) =>
    act(async () => {
      const { listModels } = await import('../models/list-models.js');
      return listModels(options.json);
    });
  models
    .command('list')
    .description('all models, a line each')
    .option('--json', 'print one JSON document on stdout')
    .action((options) => list({ ...models.opts(), ...options }));
  models
    .command('show')
    .description("a model's architecture, figures and training in short, or its whole card")
    .argument('<name>', 'a name that `cleargrain models` lists')
    .option('--full', 'the whole card: also what else was measured, and the recipe and the course of each run')
    .option('--json', 'print one JSON document on stdout, the whole card in it')
    .action((name: string, options: ShowModelOptions) =>
      act(async () => {
        const { showModel } = await import('../models/show-model.js');
        return showModel(name, { ...models.opts(), ...options });
      }),
    );
  // Here, and not above: the commands below would take over that more arguments are allowed.
  models.allowExcessArguments().action(() => {
    const [unknown] = models.args;
    if (unknown !== undefined) models.error(`expected list or show for the command of models, received '${unknown}'`);
    return list(models.opts());
  });
  return models;
}
