package roadbed.web.ui;

import java.time.Instant;

/**
 * What surrounds every page.
 *
 * @param title of the page
 * @param section of the navigation that it belongs to, empty where to none
 * @param user who is logged in, empty where nobody is
 * @param formToken for the forms of the session, empty where there is none
 * @param reading whether the caller may see the estate, so that navigation makes sense
 * @param search text in the global search box
 * @param now the time that relative dates are relative to
 * @param version the program's version
 * @param assets version of the static files, part of their addresses
 */
record Frame(
    String title,
    String section,
    String user,
    String formToken,
    boolean reading,
    String search,
    Instant now,
    String version,
    String assets) {

  String ago(Instant at) {
    return Format.ago(at, now);
  }
}
