package roadbed.collect.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.Outcome;

/**
 * Reads the history of a local git clone: its commits, and by a stated rule what of it was deployed. Git itself knows of no
 * deployments; what tells of real ones is always better.
 */
public final class GitHistory {
  /** How many commits are read, the newest first. */
  public static final int MOST_COMMITS = 500_000;

  private static final int MOST_TAGS = 100_000;
  private static final Pattern VERSION = Pattern.compile("(?:.{0,100}[/@_-])?v?[0-9]{1,9}(?:\\.[0-9]{1,9}){1,3}");
  private static final Pattern REMOTE = Pattern.compile("(?:[a-z+]{1,10}://[^/]+/|[^/@]{1,100}@[^:/]+:)(.{1,500}?)(?:\\.git)?/?");

  private GitHistory() {}

  /** What is taken as a deployment to production. */
  public enum Rule {
    /** A tag that is a version, when it was made: {@code v1.2.3}, {@code shop-1.2}. */
    TAGS,
    /** A commit that two lines meet in on the first-parent line of what is checked out, when it was made. */
    MERGES,
    /** Nothing; only commits are read. */
    NONE
  }

  /** Reads a clone: its working folder, or its folder of objects. */
  public static DeliveryReader.Reading read(Path folder, Rule rule) {
    Path inside = folder.resolve(".git");
    Location location = Location.of(folder.toString());
    List<DeliveryFact> facts = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    // No folder above is looked at: it is somebody else's.
    try (Repository repository =
            new FileRepositoryBuilder().setGitDir((Files.isDirectory(inside) ? inside : folder).toFile()).setMustExist(true).build();
        RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return failed(location, "nothing is checked out in this repository");
      }
      String name = name(repository, folder);
      commits(walk, head, name, location, facts, diagnostics);
      switch (rule) {
        case TAGS -> tags(repository, name, location, facts);
        case MERGES -> merges(repository, head, name, location, facts);
        case NONE -> {
          // The commits are all that is wanted.
        }
      }
      return new DeliveryReader.Reading(true, facts, diagnostics);
    } catch (IOException | IllegalArgumentException e) {
      return failed(location, "this is no git clone that can be read");
    }
  }

  private static DeliveryReader.Reading failed(Location location, String why) {
    return new DeliveryReader.Reading(
        false, List.of(), List.of(Diagnostic.error("delivery.git", location, why, "name a clone with its whole history")));
  }

  private static void commits(
      RevWalk walk, ObjectId head, String name, Location location, List<DeliveryFact> facts, List<Diagnostic> diagnostics)
      throws IOException {
    walk.markStart(walk.parseCommit(head));
    for (RevCommit commit : walk) {
      if (facts.size() >= MOST_COMMITS) {
        diagnostics.add(
            Diagnostic.warning(
                "delivery.git", location, "only the newest " + MOST_COMMITS + " commits are read", "older deployments have no commits"));
        return;
      }
      facts.add(
          new Commit(
              name,
              commit.name(),
              commit.getAuthorIdent().getWhenAsInstant(),
              commit.getFullMessage(),
              Stream.of(commit.getParents()).map(RevCommit::name).toList(),
              location));
    }
  }

  private static void tags(Repository repository, String name, Location location, List<DeliveryFact> facts)
      throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      List<Ref> refs = repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS);
      for (Ref ref : refs.subList(0, Math.min(refs.size(), MOST_TAGS))) {
        String tag = ref.getName().substring(Constants.R_TAGS.length());
        if (!VERSION.matcher(tag).matches()) {
          continue;
        }
        RevObject object = walk.parseAny(ref.getObjectId());
        Optional<PersonIdent> tagger = object instanceof RevTag made ? Optional.ofNullable(made.getTaggerIdent()) : Optional.empty();
        if (walk.peel(object) instanceof RevCommit commit) {
          facts.add(
              deployment(
                  name, tag, tagger.map(PersonIdent::getWhenAsInstant).orElseGet(() -> made(commit)), commit, Optional.of(tag), location));
        }
      }
    }
  }

  private static void merges(
      Repository repository, ObjectId head, String name, Location location, List<DeliveryFact> facts) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      Optional<RevCommit> here = Optional.of(walk.parseCommit(head));
      for (int i = 0; i < MOST_COMMITS && here.isPresent(); i++) {
        RevCommit commit = here.get();
        if (commit.getParentCount() > 1) {
          facts.add(deployment(name, commit.name(), made(commit), commit, Optional.empty(), location));
        }
        here = commit.getParentCount() == 0 ? Optional.empty() : Optional.of(walk.parseCommit(commit.getParent(0)));
      }
    }
  }

  private static Instant made(RevCommit commit) {
    return commit.getCommitterIdent().getWhenAsInstant();
  }

  private static Deployment deployment(
      String name, String what, Instant at, RevCommit commit, Optional<String> version, Location location) {
    return new Deployment(
        "git:" + name + ":" + what,
        "git",
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Outcome.SUCCEEDED,
        at,
        Optional.empty(),
        Optional.of(commit.name()),
        version,
        false,
        Optional.empty(),
        Optional.empty(),
        location);
  }

  /** The repository's name at its host, as the address of {@code origin} tells; else the folder's. */
  private static String name(Repository repository, Path folder) {
    String url = repository.getConfig().getString("remote", "origin", "url");
    Matcher remote = REMOTE.matcher(url == null ? "" : url);
    if (remote.matches()) {
      return remote.group(1);
    }
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "repository" : last.toString();
  }
}
