package roadbed.rego.server;

/** The page at {@code /} that says what answers here and lets a person ask a query. */
final class QueryPage {
  private static final String HTML =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Rego</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
        textarea { width: 100%%; font: 14px/1.4 ui-monospace, monospace; }
        pre { background: #f4f4f4; padding: 1rem; overflow: auto; }
      </style>
      <h1>Rego</h1>
      <p>This server answers the REST API of the Open Policy Agent %s.</p>
      <form>
        <label for="query">Query</label>
        <textarea id="query" rows="4">data</textarea>
        <label for="input">Input, as JSON</label>
        <textarea id="input" rows="6"></textarea>
        <p><button>Ask</button></p>
      </form>
      <pre id="answer" aria-live="polite"></pre>
      <script>
        document.querySelector("form").addEventListener("submit", async event => {
          event.preventDefault();
          const answer = document.querySelector("#answer");
          try {
            const asked = { query: document.querySelector("#query").value };
            const input = document.querySelector("#input").value;
            if (input.trim()) asked.input = JSON.parse(input);
            const reply = await fetch("v1/query", { method: "POST", body: JSON.stringify(asked) });
            answer.textContent = JSON.stringify(await reply.json(), null, 2);
          } catch (problem) {
            answer.textContent = String(problem);
          }
        });
      </script>
      </html>
      """
          .formatted(Api.OPA_VERSION);

  private QueryPage() {}

  static Response response() {
    return Replies.text(200, "text/html; charset=utf-8", HTML);
  }
}
