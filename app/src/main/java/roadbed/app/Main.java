package roadbed.app;

import roadbed.app.command.Roadbed;

/** The program's entry point. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(Roadbed.run(arguments));
  }
}
