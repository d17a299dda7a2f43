package roadbed.re2;

import java.lang.reflect.Field;

/**
 * The letters that are one letter when case is ignored, as RE2 for Java must know them. It goes from a letter to its other
 * cases until it is back, and where the JDK's Unicode has a third case that RE2's table of such rings does not, it never
 * is: {@code (?i)[\x{400}-\x{2000}]} was read for ever. The rings of the nine Cyrillic letters in question are added to that
 * table; they are those of Unicode 9 and later.
 */
final class CaseOrbits {
  private static final int[][] RINGS = {
    {0x412, 0x432, 0x1C80},
    {0x414, 0x434, 0x1C81},
    {0x41E, 0x43E, 0x1C82},
    {0x421, 0x441, 0x1C83},
    {0x422, 0x442, 0x1C84, 0x1C85},
    {0x42A, 0x44A, 0x1C86},
    {0x462, 0x463, 0x1C87},
    // Its other cases are beyond the end of the table: by itself it is at least a ring.
    {0x1C88},
  };

  private CaseOrbits() {}

  /** Closes the rings of RE2's table. */
  static void close() {
    try {
      Field table = Class.forName("com.google.re2j.UnicodeTables").getDeclaredField("CASE_ORBIT");
      table.setAccessible(true);
      char[] next = (char[]) table.get(null);
      for (int[] ring : RINGS) {
        for (int i = 0; i < ring.length; i++) {
          next[ring[i]] = (char) ring[(i + 1) % ring.length];
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this release of RE2 for Java keeps its letters elsewhere", e);
    }
  }
}
