package roadbed.app.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs one command line as the launcher would, in this process. */
record Cli(int code, String out, String err) {

  static Cli run(String... arguments) {
    return fed("", arguments);
  }

  /** With a text piped in. */
  static Cli fed(String in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            100,
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)));
    int code = new Roadbed(terminal).execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
