package roadbed.model.delivery;

import java.time.Instant;
import java.util.Optional;
import roadbed.model.Location;

/**
 * A pull request, merge request or change.
 *
 * @param repository as its host names it
 * @param number its number there
 * @param branch the branch that it comes from
 * @param firstCommitAt when its first commit was written
 * @param approvedAt when it was last approved
 * @param mergeCommit the commit that merging made
 * @param headCommit the last commit of its branch
 */
public record PullRequest(
    String repository,
    String number,
    Optional<String> title,
    Optional<String> branch,
    Optional<Instant> openedAt,
    Optional<Instant> firstCommitAt,
    Optional<Instant> approvedAt,
    Optional<Instant> mergedAt,
    Optional<String> mergeCommit,
    Optional<String> headCommit,
    Location location)
    implements DeliveryFact {

  /** {@code acme/shop#7}. */
  public String id() {
    return repository + "#" + number;
  }

  /** This pull request with what a later fact about it says. */
  public PullRequest with(PullRequest later) {
    return new PullRequest(
        repository,
        number,
        later.title.or(() -> title),
        later.branch.or(() -> branch),
        Deployment.earliest(openedAt, later.openedAt),
        Deployment.earliest(firstCommitAt, later.firstCommitAt),
        later.approvedAt.or(() -> approvedAt),
        later.mergedAt.or(() -> mergedAt),
        later.mergeCommit.or(() -> mergeCommit),
        later.headCommit.or(() -> headCommit),
        later.location);
  }
}
