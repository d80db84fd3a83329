"""The sentence of every problem's code, for a treasurer who knows the bookkeeping program and not the format."""

EXPORT = {
    "sv": "Välj i bokföringsprogrammet export till SIE, typ 4 (4E, transaktioner), för hela räkenskapsåret",
    "en": "In the bookkeeping program, choose export to SIE, type 4 (4E, transactions), for the whole financial year",
}

SENTENCES: dict[str, dict[str, str]] = {
    "file.empty": {
        "sv": f"Filen är tom. {EXPORT['sv']}.",
        "en": f"The file is empty. {EXPORT['en']}.",
    },
    "file.zip": {
        "sv": "Filen är packad (ZIP) eller ett kalkylblad. Packa upp den och lämna in SIE-filen som ligger i den.",
        "en": "The file is packed (ZIP) or a spreadsheet. Unpack it and hand in the SIE file inside.",
    },
    "file.pdf": {
        "sv": f"Filen är en PDF, en utskrift för läsning. {EXPORT['sv']}.",
        "en": f"The file is a PDF, a printout for reading. {EXPORT['en']}.",
    },
    "file.office": {
        "sv": f"Filen är ett dokument från Office. {EXPORT['sv']}.",
        "en": f"The file is an Office document. {EXPORT['en']}.",
    },
    "file.xml": {
        "sv": f"Filen är XML eller en webbsida, kanske SIE 5, som inte kan läsas här. {EXPORT['sv']}.",
        "en": f"The file is XML or a web page, perhaps SIE 5, which cannot be read here. {EXPORT['en']}.",
    },
    "file.utf16": {
        "sv": f"Filen är sparad om som UTF-16. Lämna in den som bokföringsprogrammet skrev den. {EXPORT['sv']}.",
        "en": f"The file was saved anew as UTF-16. Hand it in as the bookkeeping program wrote it. {EXPORT['en']}.",
    },
    "file.binary": {
        "sv": f"Filen är ingen textfil, och det är alla SIE-filer. {EXPORT['sv']}.",
        "en": f"The file is not a text file, as every SIE file is. {EXPORT['en']}.",
    },
    "file.not_sie": {
        "sv": f"Filen är ingen SIE-fil: ingen rad börjar med en etikett som #SIETYP eller #VER. {EXPORT['sv']}.",
        "en": f"The file is not a SIE file: no line begins with a label like #SIETYP or #VER. {EXPORT['en']}.",
    },
    "file.no_flag": {
        "sv": f"Filen börjar inte med #FLAGGA, som varje SIE-fil gör; dess början kan fattas. {EXPORT['sv']}.",
        "en": f"The file does not begin with #FLAGGA, as every SIE file does; its start may be lost. {EXPORT['en']}.",
    },
    "type.missing": {
        "sv": f"Filen säger inte av vilken typ den är (#SIETYP fattas); typ 4E behövs. {EXPORT['sv']}.",
        "en": f"The file does not say of which type it is (#SIETYP is missing); type 4E is needed. {EXPORT['en']}.",
    },
    "type.balances": {
        "sv": f"Filen är av typ {{type}} och har bara saldon; typ 4E med alla verifikationer behövs. {EXPORT['sv']}.",
        "en": f"The file is of type {{type}}, balances only; type 4E with every voucher is needed. {EXPORT['en']}.",
    },
    "type.import": {
        "sv": (
            "Filen är av typ 4I, som för över enstaka verifikationer till ett bokföringsprogram: den har varken "
            f"räkenskapsår (#RAR) eller saldon. Typ 4E behövs. {EXPORT['sv']}."
        ),
        "en": (
            "The file is of type 4I, which carries some vouchers into a bookkeeping program: it has neither a "
            f"financial year (#RAR) nor balances. Type 4E is needed. {EXPORT['en']}."
        ),
    },
    "type.unknown": {
        "sv": f"Filen säger sig vara av typ ”{{type}}”, som inte finns; typ 4E behövs. {EXPORT['sv']}.",
        "en": f"The file says that it is of type “{{type}}”, which does not exist; type 4E is needed. {EXPORT['en']}.",
    },
    "line.stray": {
        "sv": "Raden börjar inte med en etikett (#…): ”{text}”. Kanske har en text delats av ett radbyte.",
        "en": "The line does not begin with a label (#…): “{text}”. Perhaps a line break has split a text.",
    },
    "line.unreadable": {
        "sv": "Tecken {character} efter {label} kan inte läsas; filen är skadad eller har sparats om.",
        "en": "Character {character} after {label} cannot be read; the file is damaged or was saved anew.",
    },
    "line.long": {
        "sv": "Raden med {label} är längre än {most} tecken, vilket ingen rad i en SIE-fil är. Exportera filen igen.",
        "en": "The line with {label} is longer than {most} characters, as no line of a SIE file is. Export it again.",
    },
    "line.quotes": {
        "sv": (
            'Citattecken eller klamrar går inte ihop på raden. Ett citattecken inne i en text skrivs \\" i en SIE-fil; '
            "ta bort det ur texten i bokföringsprogrammet och exportera igen."
        ),
        "en": (
            'Quotes or braces do not match on the line. A quote inside a text is written \\" in a SIE file; '
            "take it out of the text in the bookkeeping program and export again."
        ),
    },
    "line.short": {
        "sv": "{label} ska ha minst {least} uppgifter men har {found}.",
        "en": "{label} should have at least {least} fields but has {found}.",
    },
    "objects.odd": {
        "sv": "Objekten i klamrar ska stå i par, dimension och objekt, men ett av dem är ensamt.",
        "en": "The objects in braces should come in pairs, dimension and object, but one of them is alone.",
    },
    "amount.comma": {
        "sv": "Beloppet ”{text}” har decimalkomma; en SIE-fil har punkt, som i 1234.50.",
        "en": "The amount “{text}” has a decimal comma; a SIE file has a point, as in 1234.50.",
    },
    "amount.decimals": {
        "sv": "Beloppet ”{text}” har fler än två decimaler; kronor har ören och inget mindre.",
        "en": "The amount “{text}” has more than two decimals; kronor have öre and nothing smaller.",
    },
    "amount.invalid": {
        "sv": "”{text}” är inget belopp; det skrivs med siffror och punkt, som i -1234.50.",
        "en": "“{text}” is not an amount; it is written with digits and a point, as in -1234.50.",
    },
    "quantity.invalid": {
        "sv": "”{text}” är ingen kvantitet; den skrivs med siffror och punkt, som i 12.5.",
        "en": "“{text}” is not a quantity; it is written with digits and a point, as in 12.5.",
    },
    "date.invalid": {
        "sv": "”{text}” är inget datum; det skrivs ÅÅÅÅMMDD, som i 20210331.",
        "en": "“{text}” is not a date; it is written YYYYMMDD, as in 20210331.",
    },
    "number.invalid": {
        "sv": "”{text}” är inget organisationsnummer; det har tio siffror, som i 802000-0009.",
        "en": "“{text}” is not an organisation number; it has ten digits, as in 802000-0009.",
    },
    "number.twice": {
        "sv": "Filen har två organisationsnummer, {number} och {text}: lämna in en förenings bokföring.",
        "en": "The file has two organisation numbers, {number} and {text}: hand in one association's books.",
    },
    "year.index": {
        "sv": "”{text}” är inget årsnummer; det är 0 för filens räkenskapsår, -1 för året före.",
        "en": "“{text}” is not the number of a year; it is 0 for the file's financial year, -1 for the one before.",
    },
    "year.backwards": {
        "sv": "Räkenskapsåret slutar {ends_on}, före det börjar {starts_on}.",
        "en": "The financial year ends on {ends_on}, before it begins on {starts_on}.",
    },
    "year.twice": {
        "sv": "Räkenskapsåret {index} står två gånger i filen.",
        "en": "The financial year {index} stands twice in the file.",
    },
    "year.missing": {
        "sv": f"Filen säger inte vilket räkenskapsår den gäller (#RAR 0 fattas). {EXPORT['sv']}.",
        "en": f"The file does not say which financial year it is for (#RAR 0 is missing). {EXPORT['en']}.",
    },
    "voucher.unbalanced": {
        "sv": "Verifikation {voucher} på rad {line} går inte jämnt upp: raderna blir tillsammans {sum} kr, inte 0.",
        "en": "Voucher {voucher} on line {line} does not balance: its rows sum to {sum} kr, not 0.",
    },
    "voucher.outside_years": {
        "sv": "Verifikation {voucher} är daterad {date}, utanför filens räkenskapsår ({years}).",
        "en": "Voucher {voucher} is dated {date}, outside the file's financial years ({years}).",
    },
    "voucher.unopened": {
        "sv": "Verifikation {voucher} saknar {{ på raden efter #VER, där dess rader ska börja.",
        "en": "Voucher {voucher} lacks the {{ on the line after #VER, where its rows should begin.",
    },
    "voucher.unclosed": {
        "sv": "Verifikation {voucher} avslutas inte med }}; filen kan vara avklippt.",
        "en": "Voucher {voucher} does not end with }}; the file may have been cut off.",
    },
    "row.outside_voucher": {
        "sv": "{label} står utanför verifikationerna, så att beloppet inte hör till någon.",
        "en": "{label} stands outside every voucher, so that its amount belongs to none.",
    },
    "brace.stray": {
        "sv": "Här står {brace} utan en verifikation som börjar eller slutar.",
        "en": "Here is {brace} without a voucher that begins or ends.",
    },
    "problems.more": {
        "sv": "Dessutom {count} fel till, som inte räknas upp.",
        "en": "And {count} more problems, which are not listed.",
    },
}
