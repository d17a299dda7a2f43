package roadbed.prove.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Holds a folder for one writer among all threads and processes. */
final class FolderLock implements AutoCloseable {
  private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel channel;
  private final FileLock processes;

  private FolderLock(ReentrantLock threads, FileChannel channel, FileLock processes) {
    this.threads = threads;
    this.channel = channel;
    this.processes = processes;
  }

  /** Waits until the folder is free and takes it. */
  static FolderLock of(Path folder) throws IOException {
    Path real = folder.toRealPath();
    ReentrantLock threads = IN_THIS_PROCESS.computeIfAbsent(real, _ -> new ReentrantLock());
    threads.lock();
    try {
      FileChannel channel =
          FileChannel.open(
              real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        return new FolderLock(threads, channel, channel.lock());
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      processes.release();
    } finally {
      threads.unlock();
    }
  }
}
