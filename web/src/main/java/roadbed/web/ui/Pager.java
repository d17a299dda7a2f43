package roadbed.web.ui;

/**
 * Where we are in a long list.
 *
 * @param page from 1
 * @param size rows on a page
 * @param total rows in all
 * @param link address of the first page
 */
record Pager(int page, int size, long total, Link link) {
  long first() {
    return total == 0 ? 0 : (page - 1L) * size + 1;
  }

  long last() {
    return Math.min((long) page * size, total);
  }

  long pages() {
    return Math.max(1, (total + size - 1) / size);
  }

  boolean hasPrevious() {
    return page > 1;
  }

  boolean hasNext() {
    return page < pages();
  }

  String previous() {
    return at(page - 1L);
  }

  String next() {
    return at(page + 1L);
  }

  String at(long other) {
    return link.with("page", other <= 1 ? "" : Long.toString(other)).toString();
  }
}
