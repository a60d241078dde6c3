#include <libxml/xmlversion.h>
// Keeps the system's ICU headers out of this module: in debug builds they clash with the ones that Foundation brings.
// Only the tail of xmlCharEncodingHandler changes by it, and nobody here makes one.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
#include <libxml/xmlerror.h>
