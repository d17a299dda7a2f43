package roadbed.collect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What a gzip file unpacks to, up to a limit: a small file may unpack to more than any disk holds. */
record GunzippedFile(SourceFile packed, long limit) implements SourceFile {
  private static final int BUFFER = 1 << 16;

  @Override
  public String name() {
    return packed.name();
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = packed.open();
    try {
      return new Bounded(new GZIPInputStream(in, BUFFER), limit);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static final class Bounded extends FilterInputStream {
    private final long limit;
    private long left;

    Bounded(InputStream in, long limit) {
      super(in);
      this.limit = limit;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("it unpacks to more than " + limit + " bytes");
      }
    }
  }
}
