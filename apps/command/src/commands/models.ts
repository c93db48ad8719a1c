import { Command } from 'commander';
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
    .description("a model's card: architecture, figures, training")
    .argument('<name>', 'a name that `cleargrain models` lists')
    .option('--json', 'print one JSON document on stdout')
    .action((name: string, options: { readonly json?: boolean }) =>
      act(async () => {
        const { showModel } = await import('../models/show-model.js');
        return showModel(name, options.json ?? models.opts().json);
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
