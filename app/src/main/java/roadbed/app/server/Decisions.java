package roadbed.app.server;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.eval.Limits;
import roadbed.rego.server.Api;
import roadbed.rego.server.ServerSettings;
import roadbed.rego.server.Store;
import roadbed.rego.service.PolicyService;
import roadbed.rego.service.ServiceConfiguration;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.RegoError;

/** OPA's API over the policies that the server is started with. */
final class Decisions {
  private static final System.Logger LOG = System.getLogger(Decisions.class.getName());
  private static final long MOST_BODY = 16L << 20;

  private Decisions() {}

  /**
   * Loads files and folders.
   *
   * @throws IOException where one of them cannot be read or compiled; its message says all that is wrong
   */
  static Api of(List<String> paths) throws IOException {
    Store store = new Store(false, Limits.STANDARD, CallContext::builder);
    try (PolicyService service =
        new PolicyService(
            ServiceConfiguration.none("roadbed"),
            store,
            Dialect.V1,
            Clock.systemUTC(),
            _ -> {},
            problem -> LOG.log(System.Logger.Level.WARNING, problem))) {
      List<RegoError> errors = service.load(paths, List.of());
      if (!errors.isEmpty()) {
        throw new IOException(errors.stream().map(RegoError::opaText).collect(Collectors.joining("\n")));
      }
      return new Api(store, ServerSettings.STANDARD.within(MOST_BODY), service);
    }
  }
}
