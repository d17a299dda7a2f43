package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
  @TempDir Path folder;

  @Test
  void whatIsSealedIsOpenedAgainAlsoAfterAStart() {
    String sealed = new Seal(folder).close("swordfish");

    assertThat(sealed).doesNotContain("swordfish");
    assertThat(new Seal(folder).open(sealed)).isEqualTo("swordfish");
  }

  @Test
  void theSameSecretIsSealedDifferentlyEachTime() {
    Seal seal = new Seal(folder);

    assertThat(seal.close("swordfish")).isNotEqualTo(seal.close("swordfish"));
  }

  @Test
  void onlyThisUserReadsTheKey() throws Exception {
    assertThat(new Seal(folder).close("swordfish")).isNotEmpty();

    assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.key")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void whatWasChangedOrSealedWithAnotherKeyIsNotOpened(@TempDir Path other) {
    Seal seal = new Seal(folder);
    byte[] bytes = Base64.getDecoder().decode(seal.close("swordfish"));
    bytes[bytes.length - 1] = (byte) (bytes[bytes.length - 1] ^ 1);
    String changed = Base64.getEncoder().encodeToString(bytes);
    String foreign = new Seal(other).close("swordfish");

    assertThatThrownBy(() -> seal.open(changed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> seal.open(foreign)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDamagedKeyIsToldAtTheStart() throws Exception {
    Files.write(folder.resolve("secrets.key"), new byte[3]);

    assertThatThrownBy(() -> new Seal(folder)).hasMessageContaining("damaged");
  }
}
