import type { Signal } from '@preact/signals';

/** What has to be said at once, until it is closed. */
export function Alert({ message }: { readonly message: Signal<string | undefined> }) {
  if (message.value === undefined) return null;
  return (
    <p class="alert" role="alert">
      {message.value}
      <button type="button" class="icon" aria-label="Close the message" onClick={() => (message.value = undefined)}>
        ×
      </button>
    </p>
  );
}
