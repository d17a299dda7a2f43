package roadbed.collect;

import java.io.IOException;

/**
 * Reads one recognised kind of document into a sink. A reader streams: a file may be larger than memory. What
 * is wrong with a document becomes a diagnostic with its place, and what was read before is kept.
 */
@FunctionalInterface
public interface DocumentReader {

  /**
   * Reads a whole file.
   *
   * @throws IOException where the bytes cannot be read; never for what they say
   */
  void read(SourceFile file, CollectionSink sink) throws IOException;
}
