package roadbed.app.command;

/** {@code roadbed rego}: the commands of the Rego language, with the names and options of the program {@code opa}. */
final class RegoCommand extends CommandGroup {

  RegoCommand() {
    super(
        "rego",
        "Evaluates, tests, checks and packs policies written in Rego. Commands, options and output follow"
            + " those of the program opa; what is not supported says so.");
    add("eval", new RegoEvalCommand());
    add("test", new RegoTestCommand());
    add("check", new RegoCheckCommand());
    add("fmt", new RegoFmtCommand());
    add("bench", new RegoBenchCommand());
    add("deps", new RegoDepsCommand());
    add("parse", new RegoParseCommand());
    add("inspect", new RegoInspectCommand());
    add("build", new RegoBuildCommand());
    add("sign", new RegoSignCommand());
    add("repl", new RegoReplCommand());
    add("capabilities", new RegoCapabilitiesCommand());
    add("version", new RegoVersionCommand());
    add("serve", new RegoServeCommand());
  }
}
