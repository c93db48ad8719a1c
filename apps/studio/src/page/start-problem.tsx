import './sheet.css';

/** What is shown in the place of the app where it cannot start. */
export function StartProblem({ reason }: { readonly reason: string }) {
  return (
    <main class="sheet">
      <header class="intro">
        <h1>Cleargrain Studio could not start</h1>
        <p role="alert">{reason}</p>
        <p>Loading the page again may help.</p>
      </header>
    </main>
  );
}
