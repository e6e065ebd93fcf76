"""The accounts of the demo municipality, as printed by `make demo`. Fabricated persons; never used in production."""

PASSWORD = "solvik-demo"  # noqa: S105 - printed on the screen; demo data only

LOGINS = (
    ("ansatt.ost", "ansatt, Hjemmetjenesten Øst"),
    ("ansatt.sykehjem", "ansatt, Fjordgløtt langtid A"),
    ("ansatt.skole", "ansatt, Solvik barneskole"),
    ("leder.ost", "avdelingsleder, Hjemmetjenesten Øst"),
    ("leder.solhagen", "avdelingsleder, Solhagen langtid 1"),
    ("virksomhetsleder.hjemme", "virksomhetsleder, Hjemmetjenesten"),
    ("kommunalsjef.mh", "kommunalsjef, Mestring og helse"),
    ("koordinator.mh", "kvalitetskoordinator, Mestring og helse"),
    ("kvalitetsradgiver", "kvalitetsrådgiver, kommunen"),
    ("kommunedirektor", "kommunedirektør"),
    ("planlegger", "planlegger, kommunen"),
    ("internrevisor", "internrevisor, kommunen"),
    ("personvernombud", "personvernombud, kommunen"),
    ("kommuneoverlege", "kommuneoverlege, leder av pasient- og brukersikkerhetsutvalget"),
    ("revisjonsansvarlig.multidose", "revisjonsansvarlig for prosedyren om multidose"),
    ("hr", "HR, HMS og bemanning"),
    ("applikasjonsansvarlig", "applikasjonsansvarlig, IKT"),
    ("tillitsvalgt", "hovedtillitsvalgt, Mestring og helse"),
    ("verneombud", "verneombud, Mestring og helse"),
    ("brukerrad", "brukerrepresentant, brukerrådet"),
    ("politiker", "medlem av kommunestyret"),
)
"""Log-in name and post, in the order of the scenario."""
