"""A presentation as others read it, and what ECMA-376 asks of it: parts, types, relations, ids and the order of elements."""

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
PREFIXES = {A: "a", C: "c", P: "p", R: "r", P14: "p14",
            "http://schemas.microsoft.com/office/drawing/2012/chart": "c15"}

PML = "application/vnd.openxmlformats-officedocument.presentationml."
TYPES = {
    "presentation": PML + "presentation.main+xml",
    "slideMaster": PML + "slideMaster+xml",
    "slideLayout": PML + "slideLayout+xml",
    "slide": PML + "slide+xml",
    "notesMaster": PML + "notesMaster+xml",
    "notesSlide": PML + "notesSlide+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "package": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

COLOR = "a:scrgbClr a:srgbClr a:hslClr a:sysClr a:schemeClr a:prstClr"
FILL = "a:noFill a:solidFill a:gradFill a:blipFill a:pattFill a:grpFill"
GEOMETRY = "a:custGeom a:prstGeom"
SHAPES = "p:sp p:grpSp p:graphicFrame p:cxnSp p:pic p:contentPart"
BULLET = "a:buClrTx a:buClr a:buSzTx a:buSzPct a:buSzPts a:buFontTx a:buFont a:buNone a:buAutoNum a:buChar a:buBlip"
FONT = "a:latin a:ea a:cs a:sym"
RUN_LOOK = f"a:ln {FILL} a:effectLst a:effectDag a:highlight a:uLnTx a:uLn a:uFillTx a:uFill {FONT} a:hlinkClick " \
           "a:hlinkMouseOver a:rtl a:extLst"
LEVELS = "a:defPPr " + " ".join(f"a:lvl{level}pPr" for level in range(1, 10)) + " a:extLst"
PARAGRAPH_LOOK = f"a:lnSpc a:spcBef a:spcAft {BULLET} a:tabLst a:defRPr a:extLst"
AXIS = "c:axId c:scaling c:delete c:axPos c:majorGridlines c:minorGridlines c:title c:numFmt c:majorTickMark " \
       "c:minorTickMark c:tickLblPos c:spPr c:txPr c:crossAx c:crosses c:crossesAt"
LABEL = "c:numFmt c:spPr c:txPr c:dLblPos c:showLegendKey c:showVal c:showCatName c:showSerName c:showPercent " \
        "c:showBubbleSize c:separator"
STYLE_MATRIX = "a:lnRef a:fillRef a:effectRef a:fontRef"

# Of each element, its children in the order that the schema wants; those in a choice stand side by side. After “*” come
# those that may stand in any order, several times.
ORDER = {
    "p:presentation": "p:sldMasterIdLst p:notesMasterIdLst p:handoutMasterIdLst p:sldIdLst p:sldSz p:notesSz "
                      "p:smartTags p:embeddedFontLst p:custShowLst p:photoAlbum p:custDataLst p:kinsoku "
                      "p:defaultTextStyle p:modifyVerifier p:extLst",
    "p:presentationPr": "", "p:viewPr": "", "a:tblStyleLst": "",
    "p:sldMasterIdLst": "p:sldMasterId*", "p:notesMasterIdLst": "p:notesMasterId", "p:sldIdLst": "p:sldId*",
    "p:sldMasterId": "p:extLst", "p:notesMasterId": "p:extLst", "p:sldId": "p:extLst",
    "p:sldSz": "", "p:notesSz": "",
    "p:defaultTextStyle": LEVELS, "p:titleStyle": LEVELS, "p:bodyStyle": LEVELS, "p:otherStyle": LEVELS,
    "p:notesStyle": LEVELS, "a:lstStyle": LEVELS, "a:defPPr": PARAGRAPH_LOOK,
    "p:extLst": "p:ext*", "p:ext": "p14:sectionLst", "p14:sectionLst": "p14:section*",
    "p14:section": "p14:sldIdLst p14:extLst", "p14:sldIdLst": "p14:sldId*", "p14:sldId": "",
    "p:sldMaster": "p:cSld p:clrMap p:sldLayoutIdLst p:transition p:timing p:hf p:txStyles p:extLst",
    "p:sldLayout": "p:cSld p:clrMapOvr p:transition p:timing p:hf p:extLst",
    "p:sld": "p:cSld p:clrMapOvr p:transition p:timing p:extLst",
    "p:notesMaster": "p:cSld p:clrMap p:hf p:notesStyle p:extLst",
    "p:notes": "p:cSld p:clrMapOvr p:extLst",
    "p:cSld": "p:bg p:spTree p:custDataLst p:controls p:extLst",
    "p:bg": "p:bgPr p:bgRef", "p:bgRef": COLOR,
    "p:clrMap": "a:extLst", "p:clrMapOvr": "a:masterClrMapping a:overrideClrMapping", "a:masterClrMapping": "",
    "p:sldLayoutIdLst": "p:sldLayoutId*", "p:sldLayoutId": "p:extLst",
    "p:txStyles": "p:titleStyle p:bodyStyle p:otherStyle p:extLst",
    "p:spTree": f"p:nvGrpSpPr p:grpSpPr * {SHAPES} p:extLst", "p:grpSp": f"p:nvGrpSpPr p:grpSpPr * {SHAPES} p:extLst",
    "p:nvGrpSpPr": "p:cNvPr p:cNvGrpSpPr p:nvPr", "p:cNvGrpSpPr": "a:grpSpLocks a:extLst",
    "p:grpSpPr": f"a:xfrm {FILL} a:effectLst a:effectDag a:scene3d a:extLst",
    "p:sp": "p:nvSpPr p:spPr p:style p:txBody p:extLst", "p:nvSpPr": "p:cNvPr p:cNvSpPr p:nvPr",
    "p:cNvPr": "a:hlinkClick a:hlinkHover a:extLst", "p:cNvSpPr": "a:spLocks a:extLst", "a:spLocks": "",
    "p:nvPr": "p:ph a:audioCd a:wavAudioFile a:audioFile a:videoFile a:quickTimeFile p:custDataLst p:extLst", "p:ph": "",
    "p:spPr": f"a:xfrm {GEOMETRY} {FILL} a:ln a:effectLst a:effectDag a:scene3d a:sp3d a:extLst",
    "p:style": STYLE_MATRIX,
    "p:cxnSp": "p:nvCxnSpPr p:spPr p:style p:extLst", "p:nvCxnSpPr": "p:cNvPr p:cNvCxnSpPr p:nvPr",
    "p:cNvCxnSpPr": "a:cxnSpLocks a:stCxn a:endCxn a:extLst",
    "p:pic": "p:nvPicPr p:blipFill p:spPr p:style p:extLst", "p:nvPicPr": "p:cNvPr p:cNvPicPr p:nvPr",
    "p:cNvPicPr": "a:picLocks a:extLst", "a:picLocks": "", "p:blipFill": "a:blip a:srcRect a:tile a:stretch",
    "a:blip": "a:extLst", "a:stretch": "a:fillRect", "a:fillRect": "",
    "p:graphicFrame": "p:nvGraphicFramePr p:xfrm a:graphic p:extLst",
    "p:nvGraphicFramePr": "p:cNvPr p:cNvGraphicFramePr p:nvPr", "p:cNvGraphicFramePr": "a:graphicFrameLocks a:extLst",
    "a:graphicFrameLocks": "", "p:xfrm": "a:off a:ext", "a:xfrm": "a:off a:ext a:chOff a:chExt",
    "a:off": "", "a:ext": "", "a:chOff": "", "a:chExt": "",
    "a:graphic": "a:graphicData", "a:graphicData": "a:tbl c:chart",
    "a:prstGeom": "a:avLst", "a:avLst": "a:gd*", "a:gd": "", "a:gdLst": "a:gd*", "a:ahLst": "a:ahXY a:ahPolar",
    "a:cxnLst": "a:cxn*", "a:rect": "",
    "a:custGeom": "a:avLst a:gdLst a:ahLst a:cxnLst a:rect a:pathLst", "a:pathLst": "a:path*",
    "a:path": "* a:close a:moveTo a:lnTo a:arcTo a:quadBezTo a:cubicBezTo", "a:moveTo": "a:pt", "a:lnTo": "a:pt",
    "a:pt": "", "a:close": "",
    "a:ln": f"{FILL} a:prstDash a:custDash a:round a:bevel a:miter a:headEnd a:tailEnd a:extLst",
    "a:prstDash": "", "a:round": "", "a:noFill": "", "a:solidFill": COLOR, "a:pattFill": "a:fgClr a:bgClr",
    "a:fgClr": COLOR, "a:bgClr": COLOR, "a:schemeClr": "* a:satMod a:lumMod a:lumOff a:alpha", "a:srgbClr": "* a:alpha",
    "a:satMod": "", "a:lumMod": "", "a:lumOff": "", "a:alpha": "",
    "p:txBody": "a:bodyPr a:lstStyle a:p*", "a:txBody": "a:bodyPr a:lstStyle a:p*", "c:txPr": "a:bodyPr a:lstStyle a:p*",
    "a:bodyPr": "a:prstTxWarp a:noAutofit a:normAutofit a:spAutoFit a:scene3d a:sp3d a:flatTx a:extLst",
    "a:noAutofit": "", "a:normAutofit": "",
    "a:p": "a:pPr * a:r a:br a:fld a:endParaRPr", "a:r": "a:rPr a:t", "a:br": "a:rPr", "a:fld": "a:rPr a:pPr a:t",
    "a:pPr": PARAGRAPH_LOOK, "a:rPr": RUN_LOOK, "a:defRPr": RUN_LOOK, "a:endParaRPr": RUN_LOOK, "a:t": "",
    "a:lnSpc": "a:spcPct a:spcPts", "a:spcBef": "a:spcPct a:spcPts", "a:spcPct": "", "a:spcPts": "",
    "a:buFont": "", "a:buNone": "", "a:buAutoNum": "", "a:buChar": "", "a:latin": "", "a:ea": "", "a:cs": "",
    "a:hlinkClick": "a:snd a:extLst",
    "a:tbl": "a:tblPr a:tblGrid a:tr*",
    "a:tblPr": f"{FILL} a:effectLst a:effectDag a:tableStyle a:tableStyleId a:extLst", "a:tableStyleId": "",
    "a:tblGrid": "a:gridCol*", "a:gridCol": "a:extLst", "a:tr": "a:tc* a:extLst", "a:tc": "a:txBody a:tcPr a:extLst",
    "a:tcPr": f"a:lnL a:lnR a:lnT a:lnB a:lnTlToBr a:lnBlToTr a:cell3D {FILL} a:headers a:extLst",
    "a:theme": "a:themeElements a:objectDefaults a:extraClrSchemeLst a:custClrLst a:extLst",
    "a:themeElements": "a:clrScheme a:fontScheme a:fmtScheme a:extLst",
    "a:clrScheme": "a:dk1 a:lt1 a:dk2 a:lt2 a:accent1 a:accent2 a:accent3 a:accent4 a:accent5 a:accent6 a:hlink "
                   "a:folHlink a:extLst",
    "a:fontScheme": "a:majorFont a:minorFont a:extLst", "a:majorFont": "a:latin a:ea a:cs a:font* a:extLst",
    "a:minorFont": "a:latin a:ea a:cs a:font* a:extLst",
    "a:fmtScheme": "a:fillStyleLst a:lnStyleLst a:effectStyleLst a:bgFillStyleLst",
    "a:fillStyleLst": f"* {FILL}", "a:bgFillStyleLst": f"* {FILL}", "a:lnStyleLst": "a:ln*",
    "a:effectStyleLst": "a:effectStyle*", "a:effectStyle": "a:effectLst a:effectDag a:scene3d a:sp3d", "a:effectLst": "",
    "a:objectDefaults": "a:spDef a:lnDef a:txDef a:extLst", "a:extraClrSchemeLst": "a:extraClrScheme*",
    "c:chart": "c:title c:autoTitleDeleted c:pivotFmts c:view3D c:floor c:sideWall c:backWall c:plotArea c:legend "
               "c:plotVisOnly c:dispBlanksAs c:showDLblsOverMax c:extLst",
    "c:chartSpace": "c:date1904 c:lang c:roundedCorners c:style c:clrMapOvr c:pivotSource c:protection c:chart c:spPr "
                    "c:txPr c:externalData c:printSettings c:userShapes c:extLst",
    "c:externalData": "c:autoUpdate",
    "c:plotArea": "c:layout * c:barChart c:catAx c:valAx c:dTable c:spPr c:extLst",
    "c:layout": "c:manualLayout c:extLst",
    "c:manualLayout": "c:layoutTarget c:xMode c:yMode c:wMode c:hMode c:x c:y c:w c:h c:extLst",
    "c:barChart": "c:barDir c:grouping c:varyColors c:ser* c:dLbls c:gapWidth c:overlap c:serLines* c:axId* c:extLst",
    "c:ser": "c:idx c:order c:tx c:spPr c:invertIfNegative c:pictureOptions c:dPt* c:dLbls c:trendline* c:errBars c:cat "
             "c:val c:shape c:extLst",
    "c:dPt": "c:idx c:invertIfNegative c:marker c:bubble3D c:explosion c:spPr c:pictureOptions c:extLst",
    "c:tx": "c:strRef c:rich c:v", "c:cat": "c:multiLvlStrRef c:numRef c:numLit c:strRef c:strLit",
    "c:val": "c:numRef c:numLit",
    "c:strRef": "c:f c:strCache c:extLst", "c:numRef": "c:f c:numCache c:extLst",
    "c:strCache": "c:ptCount c:pt* c:extLst", "c:numCache": "c:formatCode c:ptCount c:pt* c:extLst", "c:pt": "c:v",
    "c:spPr": f"a:xfrm {GEOMETRY} {FILL} a:ln a:effectLst a:effectDag a:scene3d a:sp3d a:extLst",
    "c:dLbls": f"c:dLbl* c:delete {LABEL} c:showLeaderLines c:leaderLines c:extLst",
    "c:dLbl": f"c:idx c:delete c:layout c:tx {LABEL} c:extLst",
    "c:extLst": "c:ext*", "c:ext": "c15:showLeaderLines", "c15:showLeaderLines": "",
    "c:catAx": f"{AXIS} c:auto c:lblAlgn c:lblOffset c:tickLblSkip c:tickMarkSkip c:noMultiLvlLbl c:extLst",
    "c:valAx": f"{AXIS} c:crossBetween c:majorUnit c:minorUnit c:dispUnits c:extLst",
    "c:scaling": "c:logBase c:orientation c:max c:min c:extLst", "c:majorGridlines": "c:spPr",
    "c:legend": "c:legendPos c:legendEntry* c:layout c:overlay c:spPr c:txPr c:extLst",
}
ORDER.update({name: ORDER["a:ln"] for name in ("a:lnL", "a:lnR", "a:lnT", "a:lnB")})
ORDER.update({f"a:lvl{level}pPr": PARAGRAPH_LOOK for level in range(1, 10)})
ORDER.update({f"a:{slot}": COLOR for slot in "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink "
                                             "folHlink".split()})
ORDER.update({f"c:{leaf}": "" for leaf in
              "idx order delete layoutTarget xMode yMode x y w h numFmt dLblPos showLegendKey showVal showCatName "
              "showSerName showPercent showBubbleSize barDir grouping varyColors gapWidth overlap axId orientation max min "
              "axPos majorTickMark minorTickMark tickLblPos crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl "
              "crossBetween majorUnit legendPos overlay date1904 lang roundedCorners autoTitleDeleted plotVisOnly "
              "dispBlanksAs autoUpdate invertIfNegative bubble3D f v ptCount formatCode".split()})

# What must be there, and once.
REQUIRED = {
    "p:sp": "p:nvSpPr p:spPr", "p:pic": "p:nvPicPr p:blipFill p:spPr", "p:cxnSp": "p:nvCxnSpPr p:spPr",
    "p:grpSp": "p:nvGrpSpPr p:grpSpPr", "p:graphicFrame": "p:nvGraphicFramePr p:xfrm a:graphic",
    "p:nvSpPr": "p:cNvPr p:cNvSpPr p:nvPr", "p:txBody": "a:bodyPr a:p", "a:txBody": "a:bodyPr a:p", "a:r": "a:t",
    "a:tbl": "a:tblGrid", "a:tc": "a:txBody", "a:custGeom": "a:pathLst", "a:pattFill": "a:fgClr a:bgClr",
    "c:chartSpace": "c:chart c:externalData", "c:chart": "c:plotArea", "c:ser": "c:idx c:order c:cat c:val",
    "c:barChart": "c:barDir c:ser c:axId", "c:catAx": "c:axId c:scaling c:axPos c:crossAx",
    "c:valAx": "c:axId c:scaling c:axPos c:crossAx", "p:presentation": "p:sldMasterIdLst p:sldIdLst p:sldSz p:notesSz",
    "p:sldMaster": "p:cSld p:clrMap p:sldLayoutIdLst p:txStyles", "a:fmtScheme": "a:fillStyleLst a:lnStyleLst "
    "a:effectStyleLst a:bgFillStyleLst", "a:theme": "a:themeElements", "a:clrScheme": "a:dk1 a:lt1 a:dk2 a:lt2 a:accent1 "
    "a:accent2 a:accent3 a:accent4 a:accent5 a:accent6 a:hlink a:folHlink",
}


def q(name):
    prefix, local = name.split(":")
    return "{%s}%s" % (next(uri for uri, known in PREFIXES.items() if known == prefix), local)


def short(tag):
    uri, _, local = tag[1:].partition("}")
    return f"{PREFIXES.get(uri, uri)}:{local}"


def parse_order(text):
    """(places, free): of each child that may stand once where it does, its place; those that stand as they like."""
    ordered, star, free = text.partition("* ") if text.startswith("* ") or " * " in text else (text, "", "")
    places = {}
    for place, word in enumerate(ordered.split()):
        places[word.rstrip("*")] = (place, word.endswith("*"))
    return places, set(free.split()) if star else set()


class Presentation:
    """Reads a file. What cannot be read fails at once."""

    def __init__(self, data, ours=True):
        self.ours = ours
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        assert self.zip.testzip() is None
        self.names = self.zip.namelist()
        self.trees = {}
        self.relations = {}
        self.types = {}

    def read(self, name):
        return self.zip.read(name)

    def tree(self, name):
        if name not in self.trees:
            self.trees[name] = ElementTree.fromstring(self.read(name))
        return self.trees[name]

    def related(self, source, kind):
        """The targets of a part's relations of a kind, in order."""
        return [target for target, uri in self.relations[source].values() if uri.rpartition("/")[2] == kind]

    def parts(self, kind):
        return [name for name, found in self.types.items() if found == TYPES[kind]]

    @property
    def start(self):
        return self.related("", "officeDocument")[0]

    @property
    def slides(self):
        """The slides' parts in their order."""
        relations = self.relations[self.start]
        return [relations[entry.get(q("r:id"))][0] for entry in self.tree(self.start).iter(q("p:sldId"))]

    def texts(self, name):
        """The paragraphs of a part."""
        return ["".join(piece.text or "" if piece.tag == q("a:t") else "\n" if piece.tag == q("a:br") else ""
                        for piece in paragraph.iter())
                for paragraph in self.tree(name).iter(q("a:p"))]

    # What is asked of every presentation.

    def check(self):
        self.check_names()
        self.check_types()
        self.check_relations()
        self.check_reachable()
        self.check_references()
        for name in self.names:
            if self.types.get(name, "").endswith("xml") and (self.ours or name in self.slides):
                self.check_order(name, self.tree(name))
        self.check_presentation()
        for number, name in enumerate(self.slides, 1):
            self.check_slide(name, number)
        for name in self.parts("chart"):
            self.check_chart(name)
        return self

    def check_names(self):
        assert self.names[0] == "[Content_Types].xml", self.names[0]
        folded = [name.lower() for name in self.names]
        assert len(set(folded)) == len(folded), "a name is there twice"
        for entry in self.zip.infolist():
            assert ".." not in entry.filename and not entry.filename.startswith("/"), entry.filename
            assert entry.date_time == (1980, 1, 1, 0, 0, 0), f"{entry.filename} has a time: {entry.date_time}"

    def check_types(self):
        root = ElementTree.fromstring(self.read("[Content_Types].xml"))
        defaults, overrides = {}, {}
        for node in root:
            if node.tag == CT + "Default":
                assert node.get("Extension") not in defaults
                defaults[node.get("Extension")] = node.get("ContentType")
            else:
                assert node.tag == CT + "Override", node.tag
                assert node.get("PartName") not in overrides
                overrides[node.get("PartName")] = node.get("ContentType")
        for part in overrides:
            assert part[1:] in self.names, f"{part} has a type, but is not there"
        for name in self.names[1:]:
            found = overrides.get("/" + name) or defaults.get(name.rpartition(".")[2].lower())
            assert found, f"{name} has no type"
            self.types[name] = found
            if name.endswith(".xml"):
                assert "/" + name in overrides, f"{name} is just XML"

    def check_relations(self):
        self.relations = {name: {} for name in ["", *self.names]}
        for name in self.names:
            folder, _, file = name.rpartition("/")
            if not file.endswith(".rels"):
                continue
            base = folder.removesuffix("_rels").rstrip("/")
            source = posixpath.join(base, file.removesuffix(".rels")) if file != ".rels" else ""
            assert source == "" or source in self.names, f"{name} is of nothing"
            for node in ElementTree.fromstring(self.read(name)):
                assert node.tag == REL + "Relationship"
                assert node.get("Id") not in self.relations[source], f"{name}: {node.get('Id')} is there twice"
                target = node.get("Target")
                if node.get("TargetMode") == "External":
                    assert node.get("Type").endswith("/hyperlink"), f"{name}: fetches {target}"
                    assert re.match(r"(https?|mailto):", target), f"{name}: leads to {target}"
                else:
                    target = posixpath.normpath(posixpath.join(base, target)) if target[0] != "/" else target[1:]
                    assert target in self.names, f"{name}: {target} is not there"
                self.relations[source][node.get("Id")] = (target, node.get("Type"))

    def check_reachable(self):
        reached, waiting = set(), [""]
        while waiting:
            for target, _ in self.relations.get(waiting.pop(), {}).values():
                if target in self.names and target not in reached:
                    reached.add(target)
                    waiting.append(target)
        for name in self.names[1:]:
            assert name in reached or name.endswith(".rels"), f"nothing refers to {name}"

    def check_references(self):
        for name in self.names:
            if not self.types.get(name, "").endswith("xml") or name.endswith(".rels"):
                continue
            for node in self.tree(name).iter():
                for attribute, value in node.attrib.items():
                    if attribute.startswith("{%s}" % R) and value:
                        assert value in self.relations[name], f"{name}: {short(node.tag)} refers to no {value}"

    def check_order(self, name, node):
        tag = short(node.tag)
        for child in node:
            self.check_order(name, child)
        # The same name for the extent of a shape and for an extension.
        if tag == "c:chart" and q("r:id") in node.attrib:
            return
        if tag.startswith(("http", "cp:", "dc:")):
            return
        assert tag in ORDER, f"{name}: who is {tag}?"
        places, free = parse_order(ORDER[tag])
        last, seen = -1, set()
        for child in node:
            word = short(child.tag)
            if word in free:
                last = max(last, len(places))
                continue
            assert word in places, f"{name}: {tag} has no {word}"
            place, several = places[word]
            assert place >= last, f"{name}: in {tag}, {word} stands too late"
            assert word not in seen or several, f"{name}: {tag} has two {word}"
            seen.add(word)
            last = place
        children = {short(child.tag) for child in node}
        for word in REQUIRED.get(tag, "").split():
            assert word in children, f"{name}: {tag} lacks {word}"

    def check_presentation(self):
        root = self.tree(self.start)
        slides = [int(node.get("id")) for node in root.iter(q("p:sldId"))]
        assert slides and len(set(slides)) == len(slides) and min(slides) >= 256 and max(slides) < 2 ** 31
        assert len(set(self.slides)) == len(self.slides)

        ids = []
        for node in root.iter(q("p:sldMasterId")):
            master, _ = self.relations[self.start][node.get(q("r:id"))]
            ids.append(int(node.get("id")))
            assert len(self.related(master, "theme")) == 1, f"{master} has no theme"
            entries = list(self.tree(master).iter(q("p:sldLayoutId")))
            ids += [int(entry.get("id")) for entry in entries]
            layouts = [self.relations[master][entry.get(q("r:id"))][0] for entry in entries]
            assert layouts and sorted(layouts) == sorted(self.related(master, "slideLayout"))
            for layout in layouts:
                assert self.related(layout, "slideMaster") == [master]
        assert ids and len(set(ids)) == len(ids) and min(ids) >= 2 ** 31 and max(ids) < 2 ** 32, ids

        sections = list(root.iter(q("p14:section")))
        grouped = [int(node.get("id")) for section in sections for node in section.iter(q("p14:sldId"))]
        assert grouped == slides, "sections do not hold each slide once, in order"
        guids = [section.get("id") for section in sections]
        assert len(set(guids)) == len(guids)
        for section in sections:
            assert re.fullmatch(r"\{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}\}", section.get("id"))
            assert section.get("name")

    def placeholders(self, name):
        return [node for node in self.tree(name).iter(q("p:ph"))]

    def check_slide(self, name, number):
        root = self.tree(name)
        ids = [node.get("id") for node in root.iter(q("p:cNvPr"))]
        assert len(set(ids)) == len(ids) and all(int(identity) > 0 for identity in ids), f"{name}: ids are there twice"
        layouts = self.related(name, "slideLayout")
        assert len(layouts) == 1, f"{name} has {len(layouts)} layouts"

        known = {(node.get("type", "obj"), node.get("idx", "0")) for node in self.placeholders(layouts[0])}
        used = [(node.get("type", "obj"), node.get("idx", "0")) for node in self.placeholders(name)]
        assert len(set(used)) == len(used), f"{name}: a placeholder is filled twice"
        assert set(used) <= known, f"{name}: {set(used) - known} is not in its layout"
        assert any(kind in ("title", "ctrTitle") for kind, _ in used), f"{name} has no title"
        assert self.title(name).strip(), f"{name}: its title is empty"

        for frame in [*root.iter(q("p:graphicFrame")), *root.iter(q("p:pic")), *root.find(".//" + q("p:spTree"))]:
            if short(frame.tag) in ("p:graphicFrame", "p:pic", "p:grpSp"):
                described = frame.find("*/" + q("p:cNvPr"))
                assert described.get("descr", "").strip(), f"{name}: {described.get('name')} has no alt text"
        for table in root.iter(q("a:tbl")):
            self.check_table(name, table)
        self.check_looks(name, root)
        self.check_bounds(name, root)
        for field in root.iter(q("a:fld")):
            assert field.get("type") == "slidenum" and field.find(q("a:t")).text == str(number)
        for notes in self.related(name, "notesSlide"):
            assert self.related(notes, "slide") == [name] and len(self.related(notes, "notesMaster")) == 1

    def check_looks(self, name, root):
        """Colours and fonts are the theme's, so that another theme changes them."""
        allowed = set() if self.ours else {"a:srgbClr"}
        for node in root.iter():
            tag = short(node.tag)
            assert tag != "a:srgbClr" or tag in allowed, f"{name} has a colour of its own: {node.get('val')}"
            if tag in ("a:latin", "a:cs"):
                assert node.get("typeface").startswith(("+mn", "+mj")) or node.get("typeface") == "Courier New"
            if tag == "a:rPr" and node.get("lang") is not None:
                assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)*", node.get("lang")), node.get("lang")
            if tag in ("a:rPr", "a:endParaRPr", "a:defRPr") and node.get("sz"):
                assert 100 <= int(node.get("sz")) <= 400000

    def check_bounds(self, name, root):
        size = self.tree(self.start).find(q("p:sldSz"))
        width, height = int(size.get("cx")), int(size.get("cy"))
        for frame in root.find(".//" + q("p:spTree")):
            off, ext = frame.find(".//" + q("a:off")), frame.find(".//" + q("a:ext"))
            if off is None or short(frame.tag) == "p:grpSpPr":
                continue
            left, top = int(off.get("x")), int(off.get("y"))
            right, bottom = left + int(ext.get("cx")), top + int(ext.get("cy"))
            where = f"{name}: {frame.find('*/' + q('p:cNvPr')).get('name')}"
            assert left >= 0 and top >= 0 and right <= width and bottom <= height, f"{where} leaves the slide"

    def check_table(self, name, table):
        columns = [int(node.get("w")) for node in table.find(q("a:tblGrid"))]
        rows = table.findall(q("a:tr"))
        assert columns and min(columns) > 0
        assert table.find(q("a:tblPr")).get("firstRow") == "1", f"{name}: a table without a row of heads"
        assert len(rows) > 1, f"{name}: a table of heads alone"
        for row in rows:
            assert int(row.get("h")) > 0
            assert len(row.findall(q("a:tc"))) == len(columns), f"{name}: a row has another number of cells"
        frame = next(node for node in self.tree(name).iter(q("p:graphicFrame")) if table in node.iter(q("a:tbl")))
        extent = frame.find(q("p:xfrm") + "/" + q("a:ext"))
        assert abs(sum(columns) - int(extent.get("cx"))) <= len(columns), f"{name}: columns are not as wide as the table"
        assert abs(sum(int(row.get("h")) for row in rows) - int(extent.get("cy"))) <= 6350, f"{name}: rows as the table"

    def check_chart(self, name):
        """What a chart remembers is what is in the cells of its workbook."""
        import openpyxl

        root = self.tree(name)
        book = openpyxl.load_workbook(io.BytesIO(self.read(self.related(name, "package")[0])), data_only=True)
        axes = [node.get("val") for node in root.find(".//" + q("c:barChart")).findall(q("c:axId"))]
        assert sorted(axes) == sorted(root.find(f".//{q(axis)}/{q('c:axId')}").get("val") for axis in ("c:catAx", "c:valAx"))
        for order, series in enumerate(root.iter(q("c:ser"))):
            assert series.find(q("c:idx")).get("val") == series.find(q("c:order")).get("val") == str(order)
        for reference in [*root.iter(q("c:strRef")), *root.iter(q("c:numRef"))]:
            cells = cells_of(book, reference.find(q("c:f")).text)
            cache = reference.find(q("c:strCache"))
            numeric = cache is None
            cache = reference.find(q("c:numCache")) if numeric else cache
            assert int(cache.find(q("c:ptCount")).get("val")) == len(cells)
            points = {int(point.get("idx")): point.find(q("c:v")).text for point in cache.findall(q("c:pt"))}
            for index, cell in enumerate(cells):
                cached = points.get(index)
                if numeric and cached is not None:
                    assert isinstance(cell, (int, float)) and abs(cell - float(cached)) < 1e-9, (name, cell, cached)
                else:
                    assert (cell or "") == (cached or ""), (name, cell, cached)
        self.check_looks(name, root)

    # What tests ask for.

    def title(self, name):
        for shape in self.tree(name).iter(q("p:sp")):
            ph = shape.find(f"{q('p:nvSpPr')}/{q('p:nvPr')}/{q('p:ph')}")
            if ph is not None and ph.get("type") in ("title", "ctrTitle"):
                return "".join(node.text or "" for node in shape.iter(q("a:t")))
        return ""

    def charts(self):
        """(slide's title, categories, {series: {category: value}}) of each native chart, in the order of slides."""
        found = []
        for slide in self.slides:
            for name in self.related(slide, "chart"):
                root = self.tree(name)
                names, series = [], {}
                for node in root.iter(q("c:ser")):
                    names = [point.find(q("c:v")).text or "" for point in node.find(q("c:cat")).iter(q("c:pt"))]
                    title = node.find(q("c:tx")).find(".//" + q("c:v")).text
                    series[title] = {names[int(point.get("idx"))]: float(point.find(q("c:v")).text)
                                     for point in node.find(q("c:val")).iter(q("c:pt"))}
                found.append((self.title(slide), names, series))
        return found


def cells_of(book, formula):
    sheet, _, area = formula.partition("!")
    found = book[sheet.strip("'")][area.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]
