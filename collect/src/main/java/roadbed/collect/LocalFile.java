package roadbed.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A file of a file system. */
record LocalFile(String name, Path path, Opener opener) implements SourceFile {

  /** Opens a path; tests put failing ones in its place. */
  @FunctionalInterface
  interface Opener {
    InputStream open(Path path) throws IOException;
  }

  @Override
  public InputStream open() throws IOException {
    return opener.open(path);
  }
}
