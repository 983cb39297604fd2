// Prints where the unpacked Chromium lies; the package unpacks it into the temporary folder when it is first asked.
import chromium from "@sparticuz/chromium";

process.stdout.write(await chromium.executablePath());
