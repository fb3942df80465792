"""Head nouns of sources by what they are: people, groups, bodies, outlets, documents; places that stand for
governments.

Word lists only. To extend, add a word; `kind.py`, `anonymity.py` and `resolve.py` read them.
"""

from pipeline.word_set import word_set

CORE_STOPS = word_set(
    "of for in at on from with by to during who which whose whom about near inside outside under within between among "
    "as not after and familiar close aware speaking representing including involving working said found seen sworn "
    "led held made run "
)
PLACES = word_set(
    "Afghanistan Albania Algeria Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus "
    "Belgium Bolivia Brazil Britain Bulgaria Cambodia Cameroon Canada Chad Chile China Colombia Croatia Cuba "
    "Cyprus Denmark Ecuador Egypt Eritrea Estonia Ethiopia Finland France Georgia Germany Ghana Greece "
    "Guatemala Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan "
    "Jordan Kazakhstan Kenya Kosovo Kuwait Laos Latvia Lebanon Libya Lithuania Malaysia Mali Malta Mexico "
    "Moldova Mongolia Morocco Mozambique Myanmar Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan "
    "Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Senegal Serbia Singapore "
    "Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan Tanzania Thailand Tunisia Turkey "
    "Uganda Ukraine Uruguay Uzbekistan Venezuela Vietnam Yemen Zambia Zimbabwe Scotland Wales England "
    "Washington London Paris Berlin Moscow Beijing Tokyo Delhi Brussels Rome Madrid Kyiv Kiev Ankara Tehran "
    "Jerusalem Damascus Baghdad Riyadh Cairo Islamabad Kabul Seoul Pyongyang Canberra Ottawa Pretoria Nairobi "
    "Abuja Warsaw Budapest Athens Vienna Dublin Lisbon Oslo Stockholm Copenhagen Helsinki Jakarta Manila Hanoi "
    "Bangkok Kremlin Pentagon Whitehall Westminster Holyrood Stormont Congress Parliament Brexit Hamas "
    "Hezbollah Fatah Taliban Vatican Treasury Labour Conservatives Google Facebook Apple Amazon Microsoft "
    "Twitter Meta Tesla Boeing Airbus Netflix Uber US UK USA UAE EU UN U.S. U.K. U.N. "
)
PLACES_OF_WORDS = frozenset(
    (
        "New York",
        "Los Angeles",
        "San Francisco",
        "San Diego",
        "Las Vegas",
        "New Jersey",
        "New Mexico",
        "New Hampshire",
        "New Delhi",
        "New Zealand",
        "New South Wales",
        "North Carolina",
        "South Carolina",
        "West Virginia",
        "Rhode Island",
        "Hong Kong",
        "Saudi Arabia",
        "South Africa",
        "South Korea",
        "North Korea",
        "South Sudan",
        "Sri Lanka",
        "Costa Rica",
        "Puerto Rico",
        "El Salvador",
        "Sierra Leone",
        "Burkina Faso",
        "Ivory Coast",
        "Papua New Guinea",
        "Northern Ireland",
        "Abu Dhabi",
        "Buenos Aires",
        "Mexico City",
        "Sao Paulo",
        "São Paulo",
        "Rio de Janeiro",
        "Cape Town",
        "Tel Aviv",
        "Kuala Lumpur",
        "West Bank",
        "Gaza Strip",
        "Middle East",
        "Latin America",
        "North America",
        "South America",
        "Silicon Valley",
        "United States",
        "United Kingdom",
        "Great Britain",
        "European Union",
        "Czech Republic",
        "Soviet Union",
    )
)
"""Places of more than one word, which no rule about names may take for a person."""
SOURCES = word_set("source sources insider insiders")
INSIDERS_SINGULAR = word_set(
    "aide official adviser advisor officer diplomat executive minister lawmaker member staffer operative "
    "strategist negotiator banker employee worker manager confidant ally associate friend person individual mp "
    "senator congressman ambassador envoy commander general trader investor fundraiser donor delegate figure "
    "backbencher colleague teammate attendee participant prosecutor investigator detective intermediary "
    "whistleblower engineer consultant contractor someone somebody man woman governor councillor staff leader "
    "medic director insider bureaucrat partner "
)
INSIDERS_PLURAL = word_set(
    "aides officials advisers advisors officers diplomats executives ministers lawmakers members staffers "
    "operatives strategists negotiators bankers employees confidants allies associates friends people persons "
    "individuals mps senators ambassadors envoys commanders generals traders figures backbenchers colleagues "
    "participants attendees prosecutors investigators detectives whistleblowers managers directors leaders "
    "insiders scientists "
)
OPEN_SPEAKERS = word_set(
    "spokesman spokeswoman spokesperson spokespeople spokesmen lawyer lawyers attorney attorneys solicitor "
    "barrister resident residents neighbour neighbours neighbor neighbors witness witnesses eyewitness "
    "eyewitnesses bystander bystanders passer-by passers-by passerby critics critic expert experts analysts "
    "analyst scientists researchers researcher author authors fans supporters opponents voters protesters "
    "demonstrators activists campaigners parents parent mother father sister brother son daughter wife husband "
    "landlord victim victims driver passenger customer customers shopper student students teachers economists "
    "historians commentators observers judge judges court police users readers agent representative "
    "representatives spokespersons rep counsel publicist "
)
AGENTS = word_set(
    "lawyer lawyers attorney solicitor barrister agent publicist representative representatives spokesman "
    "spokeswoman spokesperson spokespeople spokesmen counsel manager rep press-officer "
)
PEOPLE_SINGULAR = (
    SOURCES
    | INSIDERS_SINGULAR
    | word_set(
        "spokesman spokeswoman spokesperson lawyer attorney solicitor barrister resident neighbour neighbor witness "
        "eyewitness bystander passer-by passerby critic expert analyst scientist researcher author fan supporter "
        "voter protester activist campaigner parent mother father sister brother son daughter wife husband cousin "
        "uncle aunt landlord landlady tenant victim driver passenger customer shopper student teacher nurse doctor "
        "medic surgeon patient pilot captain coach player striker goalkeeper midfielder defender singer actor "
        "actress writer poet director producer president chairman chairwoman chair chief boss premier chancellor "
        "mayor king queen prince princess pope bishop priest farmer fisherman soldier suspect defendant judge "
        "justice professor economist historian astronomer journalist reporter correspondent editor columnist "
        "presenter host broker trustee owner founder entrepreneur developer nominee candidate contender incumbent "
        "secretary treasurer speaker leader deputy senator congresswoman representative governor councillor "
        "commissioner inspector sergeant constable detective superintendent sheriff coroner prosecutor counsel "
        "clerk caller questioner user boy girl child teenager pensioner widow survivor veteran waiter barista chef "
        "waitress cleaner caretaker guard gunman attacker accused agent one another other former latter nobody "
        "anyone everyone referee umpire choirmaster partner manager "
    )
)
PEOPLE_PLURAL = INSIDERS_PLURAL | word_set(
    "sources residents neighbours neighbors witnesses eyewitnesses bystanders passers-by critics experts "
    "analysts scientists researchers authors fans supporters opponents voters protesters demonstrators "
    "activists campaigners parents mothers fathers teachers nurses doctors medics patients students farmers "
    "fishermen workers prosecutors investigators police detectives officers economists historians commentators "
    "observers users readers republicans democrats conservatives liberals tories lawmakers leaders lawyers "
    "attorneys spokesmen spokespeople ratepayers truckers councillors guards soldiers troops rebels militants "
    "insurgents migrants refugees families relatives friends women men people others both many some several "
    "most few all none neither those children victims survivors passengers drivers customers shoppers traders "
    "brokers bankers ministers engineers reporters journalists editors unions employers managers bosses coaches "
    "players sides neighbouring locals villagers townspeople islanders worshippers pilgrims tourists visitors "
    "viewers listeners members delegates rivals detractors admirers skeptics sceptics organisers organizers "
    "authorities rescuers firefighters paramedics astronomers biologists climatologists archaeologists clients "
    "defendants suspects hackers developers owners landlords tenants adults respondents americans britons "
    "representatives regulators negotiators clergy bishops priests imams gps consultants surgeons midwives "
    "scouts climbers divers pilots crews citizens scholars proponents passersby taxpayers commuters lenders "
)
COLLECTIVES = word_set(
    "police staff crew public crowd majority minority family couple pair jury percent cent half media team duo "
)
PLURAL_PEOPLES = word_set(
    "republicans democrats conservatives liberals tories americans britons russians ukrainians israelis "
    "palestinians germans french muslims christians jews catholics europeans lawmakers mps senators "
)
ORGANISATIONS = word_set(
    "ministry department government administration company firm group bank lender council court party police "
    "union agency authority board trust campaign club team side regulator army military navy university college "
    "school hospital charity commission committee parliament senate assembly congress house office bureau "
    "institute institution centre center association federation foundation league organisation organization "
    "society church airline manufacturer maker retailer supplier developer operator carrier utility brewer "
    "insurer business startup start-up corporation conglomerate partnership consortium brigade service services "
    "force forces cabinet treasury embassy consulate mission coalition alliance movement network brand studio "
    "label publisher exchange fund watchdog ombudsman tribunal inquiry panel taskforce task-force secretariat "
    "directorate unit division branch wing museum gallery theatre orchestra zoo hotel restaurant brewery farm "
    "factory mill plant shop store chain supermarket inc ltd plc llc corp co gmbh ag sa se nv holdings "
    "industries energy airways airlines motors systems technologies solutions partners associates capital "
    "coastguard lifeboat resort district municipality province state republic kingdom nation country city town "
    "village county borough syndicate cartel militia junta regime opposition delegation prosecution defence "
    "defense research presidency vatican kremlin pentagon un nato who fbi cia nhs fa fifa uefa eu imf opec "
    "palace trade chamber confederation guild lab laboratory observatory academy conservatory clinic surgery "
    "practice bureaux registry register ally athletic united albion rovers wanderers centers centres brokerage giant "
    "contractor outfitter automaker carmaker toymaker management ministries departments "
)
COMPANY_TAILS = word_set(
    "energy wool homes toys foods motors airlines airways rail bank capital holdings pharma therapeutics labs "
    "studios pictures records technologies systems group partners works steel oil gas petroleum mining "
    "resources media agrotech plastics treks agency networks fc afc city united rovers wanderers town albion "
    "athletic county campaign treasury equities securities ventures economics insurance financial healthcare "
    "pharmaceuticals logistics robotics telecom telecommunications broadband software entertainment productions "
    "consulting properties enterprises semiconductor semiconductors biosciences electronics aerospace railways "
    "breweries appliances protection enforcement prevention "
)
AIRWAVES = frozenset(("television", "radio", "tv"))
PAPERS = frozenset(("paper", "journal"))
"""Outlets behind "the", studies behind "a"."""
OUTLET_NOUNS = word_set(
    "newspaper paper outlet broadcaster magazine tabloid daily weekly website site network channel station "
    "newswire wire broadsheet publication newsletter blog press media journal podcast programme program "
)
DOCUMENTS = word_set(
    "report reports study studies poll polls survey surveys filing filings lawsuit suit complaint indictment "
    "affidavit letter memo memorandum document documents email emails e-mail e-mails message review draft audit "
    "paper papers statement statements release ad ads advert advertisement leaflet manifesto notice bulletin "
    "briefing transcript testimony ruling judgment verdict petition motion brief record records data figures "
    "statistics numbers index census research analysis findings assessment forecast estimate estimates dossier "
    "book memoir biography article editorial column headline website post tweet tweets recording footage video "
    "receipt invoice contract will law bill treaty agreement resolution proposal plan budget accounts evidence "
    "pamphlet poster plaque note diary text memorial warrant application presentation slideshow guideline guidelines "
    "invitation itinerary agenda minutes flyer flier brochure booklet manual graphic infographic announcement "
    "investigation investigations "
)
SINGULAR_IN_S = word_set(
    "boss politics news physics business press police census address congress princess actress waitress hostess "
    "witness eyewitness passer-by alias gas bus campus "
)
COUNTED = word_set(
    "two three four five six seven eight nine ten several many some multiple various numerous both dozens "
    "hundreds thousands "
)
PERSON_ENDINGS = ("man", "woman", "person", "ist", "ian", "eer", "or", "er", "ee", "ant", "ess", "master", "chief")
ALL = PEOPLE_SINGULAR | PEOPLE_PLURAL | ORGANISATIONS | DOCUMENTS | OUTLET_NOUNS | COLLECTIVES | SOURCES
