package roadbed.assess.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.PullRequest;

/** Commits and pull requests, and which of them a deployment brought to production. */
final class ChangeLog {
  private final TreeMap<String, Commit> commits = new TreeMap<>();
  private final Map<String, List<PullRequest>> byCommit = new HashMap<>();
  private final Map<String, List<PullRequest>> byRepository = new HashMap<>();

  ChangeLog(Collection<Commit> commits, Collection<PullRequest> pullRequests) {
    commits.forEach(
        commit -> this.commits.merge(commit.id(), commit, (one, other) -> other.parents().isEmpty() ? one : other));
    for (PullRequest request : pullRequests) {
      request.mergeCommit().ifPresent(id -> byCommit.computeIfAbsent(id, _ -> new ArrayList<>()).add(request));
      request.headCommit().ifPresent(id -> byCommit.computeIfAbsent(id, _ -> new ArrayList<>()).add(request));
      byRepository.computeIfAbsent(request.repository(), _ -> new ArrayList<>()).add(request);
    }
  }

  /** A commit by its hash, or by the beginning of it where no other begins so. */
  Optional<Commit> commit(String id) {
    Commit whole = commits.get(id);
    if (whole != null || id.length() < 7) {
      return Optional.ofNullable(whole);
    }
    Map.Entry<String, Commit> first = commits.ceilingEntry(id);
    if (first == null || !first.getKey().startsWith(id)) {
      return Optional.empty();
    }
    String second = commits.higherKey(first.getKey());
    return second != null && second.startsWith(id) ? Optional.empty() : Optional.of(first.getValue());
  }

  /**
   * What a deployment brought.
   *
   * @param commits hashes, as far as they are known; the one that was deployed among them
   */
  record Brought(List<String> commits, List<PullRequest> pullRequests) {}

  /** What deployments bring, asked in the order of time. */
  final class Lane {
    private final Set<String> seen = new HashSet<>();
    private Optional<Instant> mergedUntil = Optional.empty();
    private boolean first = true;

    /** What this deployment brings that none before it brought. */
    Brought next(Deployment deployment) {
      Optional<String> id = deployment.commit().map(hash -> commit(hash).map(Commit::id).orElse(hash));
      if (id.isEmpty()) {
        return new Brought(List.of(), List.of());
      }
      boolean again = seen.contains(id.get());
      List<String> walked = walk(id.get());
      List<String> own = again ? List.of() : first ? List.of(id.get()) : walked;
      Set<PullRequest> requests = new HashSet<>();
      own.forEach(commit -> requests.addAll(byCommit.getOrDefault(commit, List.of())));
      Optional<PullRequest> merged = byCommit.getOrDefault(id.get(), List.of()).stream().filter(one -> one.mergedAt().isPresent()).findFirst();
      if (merged.isPresent() && !again) {
        Instant until = merged.get().mergedAt().orElseThrow();
        mergedUntil.ifPresent(
            from ->
                byRepository.getOrDefault(merged.get().repository(), List.of()).stream()
                    .filter(one -> one.mergedAt().filter(at -> at.isAfter(from) && !at.isAfter(until)).isPresent())
                    .forEach(requests::add));
        mergedUntil = Optional.of(until);
      }
      first = false;
      return new Brought(own, requests.stream().sorted(Comparator.comparing(PullRequest::id)).toList());
    }

    private List<String> walk(String from) {
      List<String> found = new ArrayList<>();
      Deque<String> open = new ArrayDeque<>(List.of(from));
      while (!open.isEmpty()) {
        String id = open.removeFirst();
        if (seen.add(id)) {
          found.add(id);
          Commit commit = commits.get(id);
          if (commit != null) {
            open.addAll(commit.parents());
          }
        }
      }
      return found;
    }
  }

  /** When the work on this began; empty where nothing tells. */
  Optional<JudgedDeployment.FirstCommit> firstCommit(Brought brought) {
    Optional<Instant> exact =
        Stream.concat(
                brought.commits().stream().map(commits::get).filter(Objects::nonNull).map(Commit::at),
                brought.pullRequests().stream().flatMap(request -> request.firstCommitAt().stream()))
            .min(Comparator.naturalOrder());
    Optional<Instant> opened =
        brought.pullRequests().stream()
            .filter(request -> request.firstCommitAt().isEmpty())
            .flatMap(
                request ->
                    Stream.of(request.openedAt(), request.headCommit().flatMap(this::commit).map(Commit::at))
                        .flatMap(Optional::stream))
            .min(Comparator.naturalOrder());
    if (opened.isPresent() && (exact.isEmpty() || opened.get().isBefore(exact.get()))) {
      return Optional.of(new JudgedDeployment.FirstCommit(opened.get(), true));
    }
    return exact.map(at -> new JudgedDeployment.FirstCommit(at, false));
  }

  /** The commit among some that takes back one of others, by its hash or by its title. */
  Optional<String> reverting(List<String> later, List<String> sooner) {
    for (String id : later) {
      Commit commit = commits.get(id);
      if (commit != null && commit.isRevert()) {
        String title = title(commit.message());
        for (String reverted : sooner) {
          Commit other = commits.get(reverted);
          boolean byHash = commit.reverts().filter(hash -> reverted.startsWith(hash)).isPresent();
          boolean byTitle = other != null && title.equals("Revert \"" + title(other.message()) + "\"");
          if (byHash || byTitle) {
            return Optional.of(id);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What in some changes calls itself a hotfix. */
  Optional<String> hotfix(Brought brought) {
    for (String id : brought.commits()) {
      Commit commit = commits.get(id);
      if (commit != null && commit.isHotfix()) {
        return Optional.of("commit " + shortened(id));
      }
    }
    return brought.pullRequests().stream()
        .filter(
            request ->
                request.title().filter(Commit::saysHotfix).isPresent() || request.branch().filter(Commit::saysHotfix).isPresent())
        .map(request -> "pull request " + request.id())
        .findFirst();
  }

  /** All commits that say that they take this one back, soonest first. */
  Optional<Commit> revertOf(String id) {
    return commits.values().stream()
        .filter(commit -> commit.reverts().filter(id::startsWith).isPresent())
        .min(Comparator.comparing(Commit::at));
  }

  Optional<PullRequest> ofCommit(String id) {
    return byCommit.getOrDefault(id, List.of()).stream().findFirst();
  }

  Optional<PullRequest> numbered(String repository, String number) {
    return byRepository.getOrDefault(repository, List.of()).stream().filter(one -> one.number().equals(number)).findFirst();
  }

  static String shortened(String id) {
    return id.length() > 10 ? id.substring(0, 10) : id;
  }

  private static String title(String message) {
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }
}
