import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.validation.profiles.Profiles;

/** Checks the PDFs that it is given against veraPDF's own profile of PDF/UA-1. */
public class VeraUA {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var resource = VeraUA.class.getResourceAsStream("/org/verapdf/pdfa/validation/PDFUA-1.xml");
        var profile = Profiles.profileFromXml(resource);
        boolean all = true;
        for (String file : files) {
            try (var parser = Foundries.defaultInstance()
                    .createParser(new FileInputStream(file), PDFAFlavour.byFlavourId("ua1"))) {
                var result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
                result.getFailedChecks().forEach((rule, count) -> System.out.println(
                        file + ": clause " + rule.getClause() + "-" + rule.getTestNumber() + " failed " + count + " times"));
                System.out.println(file + ": " + (result.isCompliant() ? "passes" : "FAILS") + " PDF/UA-1, "
                        + result.getTotalAssertions() + " checks");
                all &= result.isCompliant();
            }
        }
        System.exit(all ? 0 : 1);
    }
}
