package roadbed.collect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.Deployment;

/** The history of a clone, and what of it counts as deployed. */
class GitHistoryTest {
  @TempDir Path folder;

  private static PersonIdent at(String time) {
    return new PersonIdent("ann", "ann@acme.example", Instant.parse(time), ZoneOffset.UTC);
  }

  private static RevCommit commit(Git git, String message, String time) throws GitAPIException {
    return git.commit().setMessage(message).setAuthor(at(time)).setCommitter(at(time)).setSign(false).setAllowEmpty(true).call();
  }

  @BeforeEach
  void aReleaseAMergeAndARevert() throws GitAPIException, IOException {
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      git.getRepository().getConfig().setString("remote", "origin", "url", "git@git.example:acme/shop.git");
      git.getRepository().getConfig().save();
      commit(git, "base", "2026-01-01T10:00:00Z");
      git.tag().setName("v1.0").setTagger(at("2026-01-01T12:00:00Z")).setSigned(false).call();
      Ref branch = git.checkout().setCreateBranch(true).setName("cart").call();
      RevCommit cart = commit(git, "new cart", "2026-01-02T10:00:00Z");
      git.checkout().setName("main").call();
      commit(git, "docs", "2026-01-02T11:00:00Z");
      git.merge().include(cart).setCommit(true).setMessage("Merge " + branch.getName()).call();
      commit(git, "Revert \"new cart\"\n\nThis reverts commit " + cart.name() + ".", "2026-01-03T10:00:00Z");
      git.tag().setName("v1.1.0").setTagger(at("2026-01-03T12:00:00Z")).setSigned(false).call();
      git.tag().setName("before-holidays").setTagger(at("2026-01-03T13:00:00Z")).setSigned(false).call();
    }
  }

  private List<Deployment> deployments(GitHistory.Rule rule) {
    return GitHistory.read(folder, rule).facts().stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .toList();
  }

  @Test
  void commitsComeWithTheirParentsAndTheRepositoryHasTheNameOfItsOrigin() {
    DeliveryReader.Reading reading = GitHistory.read(folder, GitHistory.Rule.NONE);
    assertThat(reading.diagnostics()).isEmpty();
    assertThat(reading.facts()).hasSize(5).allSatisfy(fact -> assertThat(((Commit) fact).repository()).isEqualTo("acme/shop"));
    Commit revert = (Commit) reading.facts().stream().filter(fact -> ((Commit) fact).isRevert()).findFirst().orElseThrow();
    assertThat(revert.reverts()).isPresent();
    assertThat(revert.parents()).hasSize(1);
  }

  @Test
  void tagsThatAreVersionsAreDeployments() {
    assertThat(deployments(GitHistory.Rule.TAGS)).extracting(Deployment::version).containsExactlyInAnyOrder(Optional.of("v1.0"), Optional.of("v1.1.0"));
    assertThat(deployments(GitHistory.Rule.TAGS)).extracting(Deployment::at).contains(Instant.parse("2026-01-03T12:00:00Z"));
  }

  @Test
  void orMergesOfTheFirstParentLine() {
    assertThat(deployments(GitHistory.Rule.MERGES)).hasSize(1);
  }

  @Test
  void aFolderThatIsNoCloneIsSaidToBeNone() throws IOException {
    DeliveryReader.Reading reading = GitHistory.read(Files.createDirectory(folder.resolve("empty")), GitHistory.Rule.TAGS);
    assertThat(reading.recognised()).isFalse();
    assertThat(reading.diagnostics()).hasSize(1);
  }
}
