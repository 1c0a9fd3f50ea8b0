// SPDX-License-Identifier: MIT
import java.io.File;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.*;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.*;
import javax.xml.crypto.dsig.dom.*;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.*;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.*;

/** `sign CERT KEY FILE...` signs each file as the template in it says; `verify CERT - FILE...` prints a verdict a line. */
public class Signatures {
    static final String DS = XMLSignature.XMLNS, XADES = "http://uri.etsi.org/01903/v1.3.2#";
    static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

    public static void main(String[] args) throws Exception {
        java.security.cert.Certificate cert = CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(Path.of(args[1])));
        for (String name : List.of(args).subList(3, args.length)) {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setNamespaceAware(true);
            if (args[0].equals("sign")) sign(parsers.newDocumentBuilder().parse(new File(name)), cert, args[2], name);
            else try { System.out.println(holds(parsers.newDocumentBuilder().parse(new File(name)), cert)); } catch (Exception error) { System.out.println(error.getClass().getName()); }
        }
    }

    static boolean holds(Document document, java.security.cert.Certificate cert) throws Exception {
        DOMValidateContext context = new DOMValidateContext(cert.getPublicKey(), at(document, DS, "Signature", 0));
        context.setIdAttributeNS(at(document, DS, "KeyInfo", 0), null, "Id");
        context.setIdAttributeNS(at(document, XADES, "SignedProperties", 0), null, "Id");
        return FACTORY.unmarshalXMLSignature(context).validate(context);
    }

    static void sign(Document document, java.security.cert.Certificate cert, String key, String name) throws Exception {
        PrivateKey secret = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(key))));
        KeyInfoFactory keys = FACTORY.getKeyInfoFactory();
        Element template = at(document, DS, "Signature", 0), signed = at(document, XADES, "SignedProperties", 0);
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < 3; i++) references.add(reference(at(document, DS, "Reference", i)));
        DOMSignContext context = new DOMSignContext(secret, template.getParentNode());
        context.setDefaultNamespacePrefix("ds");
        context.setIdAttributeNS(signed, null, "Id");
        FACTORY.newXMLSignature(
            FACTORY.newSignedInfo(FACTORY.newCanonicalizationMethod(CanonicalizationMethod.INCLUSIVE, (C14NMethodParameterSpec) null), FACTORY.newSignatureMethod(at(document, DS, "SignatureMethod", 0).getAttribute("Algorithm"), null), references),
            keys.newKeyInfo(List.of(keys.newX509Data(List.of(cert))), at(document, DS, "KeyInfo", 0).getAttribute("Id")),
            List.of(FACTORY.newXMLObject(List.of(new DOMStructure(signed.getParentNode())), null, null, null)), template.getAttribute("Id"), null
        ).sign(replaced(context, template));
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(new File(name)));
    }

    static DOMSignContext replaced(DOMSignContext context, Element template) { template.getParentNode().removeChild(template); return context; }

    static Element at(Node parent, String space, String name, int index) {
        return (Element) (parent instanceof Document ? ((Document) parent).getElementsByTagNameNS(space, name) : ((Element) parent).getElementsByTagNameNS(space, name)).item(index);
    }

    static Reference reference(Element written) throws Exception {
        List<Transform> transforms = new ArrayList<>();
        for (int i = 0; at(written, DS, "Transform", i) != null; i++) transforms.add(FACTORY.newTransform(at(written, DS, "Transform", i).getAttribute("Algorithm"), (TransformParameterSpec) null));
        String type = written.getAttribute("Type");
        return FACTORY.newReference(written.getAttribute("URI"), FACTORY.newDigestMethod(at(written, DS, "DigestMethod", 0).getAttribute("Algorithm"), null), transforms, type.isEmpty() ? null : type, null);
    }
}
