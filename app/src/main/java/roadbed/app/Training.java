package roadbed.app;

import roadbed.app.command.Roadbed;

/** What the AOT cache is trained on; started by the launcher, never by a person. */
final class Training {
  private Training() {}

  public static void main(String[] arguments) {
    Roadbed.run("--version");
    Roadbed.run("scan", "--help");
  }
}
