"""Words that tell columns of people from columns of things: small, without accents, `σ` at the end as well."""

from __future__ import annotations

from cms.kit.latin import in_latin


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _in_both(text: str) -> frozenset[str]:
    return frozenset({*text.split(), *map(in_latin, text.split())})


# What a person is to the town: in the nominative, and in the genitive of one.
ROLES = _in_both("""
υπευθυνοσ υπευθυνη υπευθυνησ υπευθυνου υπευθυνοι δικαιουχοσ δικαιουχου δικαιουχοι αιτων αιτουσα αιτουσασ
αιτουσησ αιτουντοσ αιτουντα αιτουντεσ ιδιοκτητησ ιδιοκτητη ιδιοκτητρια ιδιοκτητριασ ιδιοκτητεσ υπαλληλοσ
υπαλληλου υπαλληλοι εκπροσωποσ εκπροσωπου εκπροσωποι κατοχοσ κατοχου κατοχοι δημοτησ δημοτη δημοτισσα
μισθωτησ μισθωτη μισθωτρια ενοικιαστησ ενοικιαστη ενοικιαστρια διευθυντησ διευθυντη διευθυντρια διευθυντριασ
προισταμενοσ προισταμενου προισταμενη προισταμενησ προεδροσ προεδρου συζυγοσ συζυγου κηδεμονασ κηδεμονα
ασθενησ ασθενη ασθενουσ θανων θανοντοσ θανοντα αποβιωσασ μαθητησ μαθητη
""") | _words("""
owner owners applicant applicants beneficiary beneficiaries employee employees representative holder tenant
lessee landlord patient claimant petitioner guardian spouse deceased ypefthynos ypefthinos ypeuthinos
ypeuthynos ypefthynou dikaiouxos
""")
# Of many it is mostly a number of them, or what they have together.
ROLES_OF_MANY = _in_both("""
υπευθυνων δικαιουχων αιτουντων ιδιοκτητων υπαλληλων εκπροσωπων κατοχων δημοτων μισθωτων μαθητων ασθενων
""")
# In a label beside them: it asks for something else, a kind, an amount, a body.
NOT_WHO = _words("""
τυποσ ειδοσ κατηγορια αριθμοσ αρ πληθοσ ηλικια φυλο ειδικοτητα φορεασ φορεα υπηρεσια τμημα δημοσ εταιρεια
εταιρια οργανισμοσ μοναδα γραφειο αρχη ιδιοτητα κωδικοσ ημερομηνια ετοσ ποσοστο ποσο κατασταση ιθαγενεια
υπηκοοτητα εθνικοτητα χωρα πολη περιοχη επαγγελμα μορφη σχεση βαθμοσ κλαδοσ type kind category class number
no count total age sex gender department dept organisation organization agency company body authority office
unit status code id date year nationality country city occupation role share percent rate group
""")
# In a value: it is a body, a place or nobody in particular.
THINGS = _words("""
δημοσ δημου δημοτικη δημοτικο δημοτικοσ δημοσιο δημοσια δημοσιοσ ιδιωτικο ιδιωτικη ιδιωτικοσ ιδιωτησ ιδιωτεσ
υπουργειο περιφερεια υπηρεσια διευθυνση δνση νση τμημα τμ γραφειο εταιρεια εταιρια αε επε οε ικε εε αφοι ασ
συλλογοσ ιδρυμα εκκλησια ναοσ ιεροσ μονη οργανισμοσ αγνωστοσ αγνωστο αγνωστη κρατοσ κοινοτητα κοινοχρηστο
συνεταιρισμοσ οδοσ πλατεια λεωφοροσ σχολειο γυμνασιο λυκειο νηπιαγωγειο σταση παρκο αλσοσ ξενοδοχειο ταβερνα
εστιατοριο καφε κτηριο κτιριο μουσειο αγιοσ αγια αγιοι αγιου αγιασ αγ οσιοσ παναγια προφητησ γυμναστηριο
σταδιο λιμανι παραλια municipality municipal city council county state government ministry department
dep dept federal commission
public private company ltd inc llc gmbh sa agency authority unknown church trust university school bank
association saint st san santa street avenue road square park hotel hostel inn apartments studios rooms
suites villa villas house palace resort station stop cafe bar restaurant tavern beach island bridge gate
hill garden gardens museum theatre hospital centre center court lane drive
""")
# Given names that are common in Greece. In the nominative only: streets and schools have theirs in the genitive
# (Γεωργίου Παπανδρέου).
GIVEN_NAMES = _in_both("""
αγγελικη αγγελοσ αθανασια αθανασιοσ αθηνα αικατερινη αλεξανδρα αλεξανδροσ αλεξιοσ αλεξησ αλικη αμαλια
αναστασια αναστασιοσ ανδρεασ ανδριανα ανθη ανθουλα αννα αντιγονη αντωνησ αντωνια αντωνιοσ αποστολια
αποστολοσ αργυρησ αργυρω αρετη αριστειδησ αριστοτελησ αρτεμησ αρτεμισ ασημακησ ασπασια αφροδιτη αχιλλεασ
βαγγελησ βαια βαρβαρα βασιλεια βασιλειοσ βασιλησ βασιλικη βασω βικτωρια βικυ βλασησ γαβριηλ γαρυφαλλια
γεσθημανη γεωργια γεωργιοσ γιαννα γιαννησ γιαννουλα γιωργοσ γιωτα γκολφω γλυκερια γρηγορησ γρηγοριοσ
δεσποινα δημητρα δημητρησ δημητριοσ διαμαντησ διονυσησ διονυσια διονυσιοσ δωρα δωροθεα ειρηνη ελενη
ελευθερια ελευθεριοσ ελισαβετ ελπιδα εμμανουηλ εριεττα ευα ευαγγελια ευαγγελοσ ευγενια ευγενιοσ ευδοκια
ευθυμια ευθυμιοσ ευμορφια ευσταθια ευσταθιοσ ευστρατιοσ ευτυχια ευφροσυνη ζαχαριασ ζηνοβια ζησησ ζωη ηλιασ
ηλιανα ηρακλησ θαλεια θανασησ θανοσ θεμιστοκλησ θεοδοσιοσ θεοδωρα θεοδωροσ θεοδωρησ θεοφανησ θεοφιλοσ
θεοχαρησ θωμασ ιακωβοσ ιασονασ ιορδανησ ιουλια ιοφωντασ ισιδωροσ ιφιγενεια ιωαννα ιωαννησ ιωσηφ καιτη
καλλιοπη καλλιρροη καλομοιρα κατερινα κατινα κλειω κλεοπατρα κλεαρχοσ κοσμασ κυριακη κυριακοσ κωνσταντινα
κωνσταντινοσ κωστασ κωστησ κωστουλα λαζαροσ λαμπρινη λαμπροσ λεμονια λεονταρησ λεωνιδασ λευτερησ λιλη λουκασ
λουκια λυδια μαγδαληνη μαιρη μακησ μαλαματη μανοσ μανωλησ μαργαριτα μαρια μαριαννα μαριανθη μαριλενα μαρινα
μαρινοσ μαριοσ μαρκοσ μαρκελλα μαρθα ματθαιοσ ματινα μελινα μελπομενη μενελαοσ μιλτιαδησ μιχαηλ μιχαλησ
μυρσινη μυρτω ναταλια ναταλι νεκταριοσ νεφελη νικη νικηφοροσ νικοσ νικολαοσ νικολεττα νικολασ ντινα ξανθη
ξανθιπη ξανθιππη ξενια ξενοφων ξενοφωντασ οδυσσεασ ολγα ολυμπια ορεστησ ουρανια παναγιωτα παναγιωτησ παναγησ
πανοσ παντελησ παρασκευασ παρασκευη παρησ πασχαλησ παυλινα παυλοσ πελαγια περικλησ περσεφονη πετροσ πηνελοπη
πολυξενη πολυχρονησ πολυχρονιοσ προδρομοσ ραλλου ραφαηλ ρεα ρενα ρηγασ ροδουλα ρουλα σαββασ σεβαστη σοφια
σοφοκλησ σπυριδουλα σπυριδων σπυροσ σταματησ σταματια σταματιοσ σταματα σταυρουλα σταυροσ στελιοσ στελλα
στεργιοσ στεφανια στεφανοσ στρατοσ στυλιανη στυλιανοσ σταθησ στυλιανα σωκρατησ σωτηρησ σωτηρια σωτηριοσ
ταξιαρχησ τασοσ τασια τατιανα τηλεμαχοσ τιμοθεοσ τριανταφυλλια τριανταφυλλοσ τρυφων υακινθη φανη φανουριοσ
φιλιπποσ φιλιω φιλοθεη φραγκισκοσ φρειδερικη φωτεινη φωτησ φωτιοσ χαιδω χαραλαμπια χαραλαμποσ χαρησ
χαρικλεια χαρουλα χλοη χριστιανα χριστινα χριστοδουλοσ χριστοσ χριστοφοροσ χρησθοσ χρηστοσ χρυσα χρυσανθη
χρυσουλα χρυσοστομοσ
""") | _words("""
aaron adam agnes alan albert alex alexander alexandros alice andrea andreas andrew angela anna anne anthony
antonio arthur arben artur barbara benjamin bernard brian carlos carol caroline catherine charlotte chris
christian christina christine christopher claire claudia costas daniel david deborah dennis diana dimitra
dimitris dominic donald dorothy edward eleanor elena eleni elizabeth emily emma eric erik eugenia eva
evangelos fatmir frances francesco francis frank frederick gabriel gary george georgia giannis giorgos
gerald giovanni giuseppe gregory hans harry heather helen henry hugo ian irene ivan jack jacob james jane
janet jason jean jennifer jessica joan joanna johann johanna john jonathan jorge jose joseph joshua juan
julia julie karen karl katerina katherine kathleen kenneth kevin klaus konstantinos kostas laura lawrence
leonardo linda lisa louise luis luke marc marco margaret maria marie mario mark martha martin mary matthew
melissa michael michelle miguel mohamed mohammad mohammed muhammad nancy nicholas nicole nikolaos nikos olga
oliver pamela panagiotis patricia patrick paul paula pedro peter philip pierre rachel raymond rebecca
richard robert roger ronald rose ruth samuel sandra sara sarah scott sean sharon simon sophia sophie spiros
stefan stefano stephanie stephen steven susan suzanne theresa thomas timothy vangelis vasilis victor vincent
virginia walter wayne william wolfgang yannis yiannis yorgos zoe
""")
