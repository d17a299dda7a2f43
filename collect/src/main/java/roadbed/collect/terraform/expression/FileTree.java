package roadbed.collect.terraform.expression;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The files that expressions may read. Whoever provides them keeps to the tree that is looked at, follows no link out
 * of it, and bounds what is read; paths come as they are written.
 */
public interface FileTree {
  /** No file at all. */
  FileTree NONE =
      new FileTree() {
        @Override
        public Content read(String path) {
          return new Content.NotLooked("reads a file that is not looked at");
        }

        @Override
        public List<String> below(String folder) {
          return List.of();
        }

        @Override
        public boolean isLooked(String folder) {
          return false;
        }
      };

  /** What stands at a path. */
  sealed interface Content {
    /** A file. */
    record Found(ByteBuffer bytes) implements Content {}

    /** There is none. */
    record Missing() implements Content {}

    /** There may be one, and it is not looked at; the reason follows the name of a function. */
    record NotLooked(String reason) implements Content {}
  }

  /** The file at a path. */
  Content read(String path);

  /** The paths of all files in a folder and below it, relative to it, with {@code /} between their parts. */
  List<String> below(String folder);

  /** Whether the folder is within what is looked at, so that {@link #below} tells all of it. */
  boolean isLooked(String folder);
}
