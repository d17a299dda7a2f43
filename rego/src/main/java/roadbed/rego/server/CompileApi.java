package roadbed.rego.server;

/** {@code /v1/compile}. */
final class CompileApi {
  CompileApi(Store store, ServerSettings settings, Decisions decisions) {}

  Response answer(Visit visit, String path) {
    return Response.empty(404);
  }
}
