package roadbed.assess.policy.foreign.conftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The simple commands of a shell script, each as its words, spelled as in the script. Assignments before a command,
 * redirections and the words of the language ({@code if}, {@code do} …) are no words of a command. Loops are not
 * followed: what stands in them counts once.
 */
final class ShellCommands {
  private static final Set<String> KEYWORDS =
      Set.of("if", "then", "elif", "else", "fi", "do", "done", "while", "until", "!", "{", "}", "esac");

  private final String script;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> command = new ArrayList<>();
  private boolean redirected;
  private int at;

  private ShellCommands(String script) {
    this.script = script;
  }

  static List<List<String>> of(String script) {
    ShellCommands reader = new ShellCommands(script);
    reader.read();
    return reader.commands;
  }

  private void read() {
    while (at < script.length()) {
      char c = script.charAt(at);
      if (script.startsWith("\\\n", at)) {
        at += 2;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '#') {
        int end = script.indexOf('\n', at);
        at = end < 0 ? script.length() : end;
      } else if (c == '&' && at + 1 < script.length() && script.charAt(at + 1) == '>') {
        redirection();
      } else if ("\n;&|()".indexOf(c) >= 0) {
        at++;
        end();
      } else if (c == '<' || c == '>') {
        redirection();
      } else {
        word();
      }
    }
    end();
  }

  private void redirection() {
    while (at < script.length() && "<>&|-".indexOf(script.charAt(at)) >= 0) {
      at++;
    }
    redirected = true;
  }

  private void word() {
    int start = at;
    while (at < script.length() && " \t\r\n;&|()<>".indexOf(script.charAt(at)) < 0) {
      switch (script.charAt(at)) {
        case '\\' -> at += 2;
        case '\'' -> past("'", false);
        case '"' -> past("\"", true);
        case '`' -> past("`", true);
        case '$' -> {
          if (script.startsWith("$(", at)) {
            nested('(', ')');
          } else if (script.startsWith("${", at)) {
            nested('{', '}');
          } else {
            at++;
          }
        }
        default -> at++;
      }
    }
    at = Math.min(at, script.length());
    add(script.substring(start, at));
  }

  private void past(String quote, boolean escapes) {
    at++;
    while (at < script.length() && !script.startsWith(quote, at)) {
      at += escapes && script.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void nested(char opens, char closes) {
    int depth = 0;
    while (at < script.length()) {
      char c = script.charAt(at++);
      depth += c == opens ? 1 : c == closes ? -1 : 0;
      if (c == closes && depth == 0) {
        return;
      }
    }
  }

  private void add(String word) {
    boolean descriptor =
        at < script.length() && (script.charAt(at) == '<' || script.charAt(at) == '>') && word.chars().allMatch(Character::isDigit);
    boolean assignment = command.isEmpty() && word.matches("[A-Za-z_][A-Za-z0-9_]*=(?s:.*)");
    if (redirected) {
      redirected = false;
    } else if (!descriptor && !assignment && !(command.isEmpty() && KEYWORDS.contains(word))) {
      command.add(word);
    }
  }

  private void end() {
    redirected = false;
    boolean loop = !command.isEmpty() && (command.getFirst().equals("for") || command.getFirst().equals("case"));
    if (!command.isEmpty() && !loop) {
      commands.add(command);
    }
    command = new ArrayList<>();
  }
}
