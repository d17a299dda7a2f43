/** In-memory stores with a believable estate, for tests of pages and API. */
@org.jspecify.annotations.NullMarked
package roadbed.web.fakes;
