package roadbed.collect;

import java.io.IOException;
import java.io.InputStream;

/** A file that can be read, any number of times, wherever its bytes are. */
public interface SourceFile {

  /** Its path as the user named it, with {@code /} between the parts; what locations and messages say. */
  String name();

  /**
   * Opens it from its beginning; the caller closes the stream.
   *
   * @throws IOException where it cannot be opened
   */
  InputStream open() throws IOException;
}
