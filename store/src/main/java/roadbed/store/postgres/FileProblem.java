package roadbed.store.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a file error means, in words: the platform's own messages are often only a path. */
final class FileProblem {
  private FileProblem() {}

  static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied at " + denied.getFile();
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case FileSystemException file when file.getReason() != null ->
          file.getReason() + " at " + file.getFile();
      default -> String.valueOf(e.getMessage());
    };
  }
}
