package roadbed.rego.bundle;

/**
 * How much an archive may hold before it is refused.
 *
 * @param bytes of all files together, unpacked
 * @param entries files and folders
 * @param depth folders within folders
 */
public record ArchiveLimits(long bytes, int entries, int depth) {
  public static final ArchiveLimits STANDARD = new ArchiveLimits(1L << 30, 200_000, 64);
}
