package roadbed.store.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL's programs are called: as an ordinary user directly; as root, whom PostgreSQL refuses, in a
 * user namespace of their own, where nobody is root and files stay ours, or else as the user nobody.
 */
record Programs(PostgresBinaries binaries, As as) {
  /** Under which identity the programs run. */
  enum As {
    OURSELVES,
    NAMESPACE,
    NOBODY
  }

  private static List<String> prefix(As as) {
    return switch (as) {
      case OURSELVES -> List.of();
      case NAMESPACE -> List.of("unshare", "--user");
      case NOBODY -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    };
  }

  /** What a program said, both streams together, and its exit code. */
  record Result(int code, String output) {}

  static Programs of(PostgresBinaries binaries) {
    return new Programs(binaries, new UnixSystem().getUid() == 0 ? substituteForRoot() : As.OURSELVES);
  }

  private static As substituteForRoot() {
    for (As as : List.of(As.NAMESPACE, As.NOBODY)) {
      List<String> probe = new ArrayList<>(prefix(as));
      probe.add("true");
      if (works(probe)) {
        return as;
      }
    }
    throw new StoreException(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv (package util-linux) works here;"
            + " start Roadbed as an ordinary user, or give the URL of a PostgreSQL");
  }

  private static boolean works(List<String> probe) {
    try {
      return run(new ProcessBuilder(probe), "", 10).code() == 0;
    } catch (StoreException e) {
      return false; // the program is not installed
    }
  }

  /** The command line of a program. */
  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix(as));
    command.add(binaries.program(program).toString());
    command.addAll(arguments);
    return command;
  }

  /** Runs a program to its end. */
  Result run(String program, List<String> arguments, String input) {
    return run(clean(new ProcessBuilder(command(program, arguments))), input, 120);
  }

  /** Nothing of our environment reaches PostgreSQL: PGDATA and the like would mislead it. */
  static ProcessBuilder clean(ProcessBuilder builder) {
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !name.equals("PATH"));
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    return builder;
  }

  private static Result run(ProcessBuilder builder, String input, int seconds) {
    try {
      Process process = builder.redirectErrorStream(true).start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new StoreException(Path.of(builder.command().getFirst()).getFileName() + " does not end");
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new StoreException("cannot run " + builder.command().getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while starting PostgreSQL", e);
    }
  }
}
