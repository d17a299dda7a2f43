package roadbed.app.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What GitHub Actions, GitLab CI and Jenkins say of the change that they run for. */
final class Pipeline {
  private Pipeline() {}

  static String actor(Map<String, String> environment) {
    return first(environment, "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "CHANGE_AUTHOR", "BUILD_USER_ID")
        .orElse(System.getProperty("user.name", "unknown"));
  }

  static Optional<String> commit(Map<String, String> environment) {
    return first(environment, "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT");
  }

  static String reference(Map<String, String> environment) {
    String repository = first(environment, "GITHUB_REPOSITORY", "CI_PROJECT_PATH", "JOB_NAME").orElse("");
    Optional<String> request =
        first(environment, "CI_MERGE_REQUEST_IID", "CHANGE_ID")
            .map(number -> (environment.containsKey("CI_MERGE_REQUEST_IID") ? "!" : "#") + number);
    String change =
        request
            .or(() -> first(environment, "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "BRANCH_NAME").map(name -> "@" + name))
            .orElse("");
    return repository + change;
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    return List.of(names).stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }
}
